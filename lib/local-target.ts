import { Aspects, CfnCondition, CfnOutput, CfnResource, Fn, type IAspect, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** What the emulator of the local cloud refuses to create (local-cloud.md 3). */
export const rejectedLocally: ReadonlySet<string> = new Set([
  'AWS::Cognito::UserPoolUser',
  'AWS::Cognito::UserPoolUserToGroupAttachment',
  'AWS::SSM::Document',
  'AWS::SES::ReceiptRule',
  'AWS::SES::ReceiptRuleSet',
  'Custom::ReceivingActivation',
]);

/** Outputs that read one of those, or the DKIM names of an identity, which the emulator does not know. */
export const outputsOfRejected: ReadonlySet<string> = new Set([
  'ReceivingStatus',
  ...['Sending', 'Reply'].flatMap((who) => [1, 2, 3].map((n) => `${who}Dkim${n}`)),
]);

const conditionId = 'OnAws';

class LocalTarget implements IAspect {
  visit(node: IConstruct): void {
    if (CfnResource.isCfnResource(node) && rejectedLocally.has(node.cfnResourceType)) {
      node.cfnOptions.condition = never(Stack.of(node));
    }
    if (node instanceof CfnOutput && outputsOfRejected.has(node.node.id)) node.condition = never(Stack.of(node));
  }
}

/** A condition that is always false: what carries it stays in the template, and is not created. */
const never = (stack: Stack): CfnCondition =>
  (stack.node.tryFindChild(conditionId) as CfnCondition | undefined) ??
  new CfnCondition(stack, conditionId, { expression: Fn.conditionEquals('aws', 'local') });

/**
 * The one thing that differs between the templates for AWS and for the local cloud (design.md 1, principle 5). The
 * local mail server reads the receipt rule from the deployed template, so it stays there under the condition.
 */
export const applyLocalTarget = (scope: IConstruct): void => {
  Aspects.of(scope).add(new LocalTarget());
};
