import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { DescribeActiveReceiptRuleSetCommand, SESClient, SetActiveReceiptRuleSetCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/functions/activate-receiving/handler.ts';

const ses = mockClient(SESClient);
const answers: { body: unknown; type: string | undefined }[] = [];
const cloudFormation = createServer(async (request, response) => {
  answers.push({ body: await json(request), type: request.headers['content-type'] });
  response.end();
});

const anEvent = (type: string) => ({
  RequestType: type,
  ResponseURL: `http://127.0.0.1:${(cloudFormation.address() as AddressInfo).port}/answer`,
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Activation',
  ResourceType: 'Custom::ReceivingActivation',
  ResourceProperties: { ServiceToken: 'arn', RuleSetName: 'countersign-replies' },
});

beforeAll(() => new Promise<void>((resolve) => cloudFormation.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => cloudFormation.close(() => resolve())));
beforeEach(() => {
  ses.reset();
  answers.length = 0;
});

describe('the custom resource that activates receiving', () => {
  it('activates the rule set and tells CloudFormation the status', async () => {
    ses.on(DescribeActiveReceiptRuleSetCommand).resolves({});
    ses.on(SetActiveReceiptRuleSetCommand).resolves({});

    await handler(anEvent('Create'));

    expect(ses.commandCalls(SetActiveReceiptRuleSetCommand)[0]?.args[0].input).toEqual({
      RuleSetName: 'countersign-replies',
    });
    expect(answers).toEqual([
      {
        type: '',
        body: {
          Status: 'SUCCESS',
          Reason: 'countersign-replies is active: none was before',
          PhysicalResourceId: 'countersign-replies',
          StackId: 'stack',
          RequestId: 'request',
          LogicalResourceId: 'Activation',
          Data: { Status: 'countersign-replies is active: none was before' },
        },
      },
    ]);
  });

  it('leaves another active rule set alone, and the deployment succeeds and says so', async () => {
    ses.on(DescribeActiveReceiptRuleSetCommand).resolves({ Metadata: { Name: 'newsletter' } });

    await handler(anEvent('Create'));

    expect(ses.commandCalls(SetActiveReceiptRuleSetCommand)).toHaveLength(0);
    expect(answers[0]?.body).toMatchObject({ Status: 'SUCCESS', Reason: expect.stringContaining('newsletter') });
  });

  it('deactivates without naming a rule set when ours is deleted', async () => {
    ses.on(DescribeActiveReceiptRuleSetCommand).resolves({ Metadata: { Name: 'countersign-replies' } });
    ses.on(SetActiveReceiptRuleSetCommand).resolves({});

    await handler(anEvent('Delete'));

    expect(ses.commandCalls(SetActiveReceiptRuleSetCommand)[0]?.args[0].input).toEqual({});
  });

  it('fails the deployment with the reason when SES fails', async () => {
    ses.on(DescribeActiveReceiptRuleSetCommand).rejects(new Error('AccessDenied'));

    await handler(anEvent('Create'));

    expect(answers[0]?.body).toMatchObject({ Status: 'FAILED', Reason: 'Error: AccessDenied' });
  });
});
