import { describe, expect, it } from 'vitest';
import { onlyResource, resourcesOf, templates } from './deployment.ts';

const { main } = templates();
const [setId] = onlyResource(main, 'AWS::SES::ConfigurationSet');
const [noteId] = resourcesOf(main, 'AWS::Lambda::Function').find(
  ([, { Properties }]) => Properties['FunctionName'] === 'countersign-note-undelivered',
) ?? ['absent'];
const [unnotedId] = resourcesOf(main, 'AWS::SQS::Queue').find(
  ([, { Properties }]) => Properties['QueueName'] === 'countersign-bounces-unnoted',
) ?? ['absent'];

describe('what becomes of mails that do not arrive', () => {
  it('is told by our configuration set to the default bus, the only one that SES takes', () => {
    const [, { Properties }] = onlyResource(main, 'AWS::SES::ConfigurationSetEventDestination');

    expect(Properties).toMatchObject({
      ConfigurationSetName: { Ref: setId },
      EventDestination: { Enabled: true, MatchingEventTypes: ['bounce', 'complaint', 'deliveryDelay'] },
    });
    expect(JSON.stringify(Properties['EventDestination'])).toContain(':event-bus/default');
  });

  it('is noted by one function, for the mails of this configuration set alone', () => {
    const rules = resourcesOf(main, 'AWS::Events::Rule').filter(
      ([, { Properties }]) => !('EventBusName' in Properties),
    );

    expect(rules.map(([, { Properties }]) => Properties)).toMatchObject([
      {
        State: 'ENABLED',
        EventPattern: {
          source: ['aws.ses'],
          'detail-type': ['Email Bounced', 'Email Complaint Received', 'Email Delivery Delayed'],
          detail: { mail: { tags: { 'ses:configuration-set': [{ Ref: setId }] } } },
        },
        Targets: [
          {
            Arn: { 'Fn::GetAtt': [noteId, 'Arn'] },
            DeadLetterConfig: { Arn: { 'Fn::GetAtt': [unnotedId, 'Arn'] } },
          },
        ],
      },
    ]);
  });

  it('is kept where it could not be noted', () => {
    const found = resourcesOf(main, 'AWS::Lambda::EventInvokeConfig').find(
      ([, { Properties }]) => (Properties['FunctionName'] as { Ref: string }).Ref === noteId,
    );

    expect(found?.[1].Properties).toMatchObject({
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [unnotedId, 'Arn'] } } },
    });
  });
});
