import { DescribeActiveReceiptRuleSetCommand, SESClient, SetActiveReceiptRuleSetCommand } from '@aws-sdk/client-ses';
import { makeActivateReceiving, type ReceiptRuleSets } from './activation.ts';
import { customResourceAnswer, customResourceEvent, type Outcome } from './custom-resource.ts';

const ses = new SESClient({});

const ruleSets: ReceiptRuleSets = {
  active: async () => (await ses.send(new DescribeActiveReceiptRuleSetCommand({}))).Metadata?.Name,
  activate: async (RuleSetName) => {
    await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName }));
  },
  deactivate: async () => {
    await ses.send(new SetActiveReceiptRuleSetCommand({}));
  },
};

const activateReceiving = makeActivateReceiving(ruleSets);

/** CloudFormation waits for an answer in any case: a fault of SES is told to it, and fails the deployment. */
export const handler = async (input: unknown): Promise<void> => {
  const event = customResourceEvent.parse(input);
  const request = { type: event.RequestType, ruleSetName: event.ResourceProperties.RuleSetName };
  const outcome = await activateReceiving(request).then(
    (status): Outcome => ({ ok: true, status }),
    (error: unknown): Outcome => ({ ok: false, reason: String(error) }),
  );
  const body = customResourceAnswer(event, outcome);
  // The address is signed without a content type, so none may be sent.
  const answer = await fetch(event.ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!answer.ok) throw new Error(`CloudFormation did not take the answer: ${answer.status}`);
};
