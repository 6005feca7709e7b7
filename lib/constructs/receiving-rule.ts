import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { RuleNames } from '../mail-setup/receipt-names.ts';
import type { ReplyMailbox } from './reply-mailbox.ts';

export const ruleArn = (scope: Construct, { ruleSetName, ruleName }: RuleNames): string =>
  Stack.of(scope).formatArn({
    service: 'ses',
    resource: 'receipt-rule-set',
    resourceName: `${ruleSetName}:receipt-rule/${ruleName}`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });

export interface ReceivingRuleProps extends RuleNames {
  readonly replyDomain: string;
  readonly mailbox: ReplyMailbox;
  readonly receiveReply: IFunction;
  /** The rule set exists and belongs to the operator: it only gets our rule. */
  readonly ruleSetExists: boolean;
}

/** Mail to the reply domain: over TLS, scanned, stored, then told to `receive-reply` (design.md 7). */
export class ReceivingRule extends Construct {
  readonly rule: CfnReceiptRule;

  constructor(scope: Construct, id: string, props: ReceivingRuleProps) {
    super(scope, id);
    const { ruleSetName, ruleName, replyDomain, mailbox, receiveReply } = props;
    this.rule = new CfnReceiptRule(this, 'Rule', {
      ruleSetName,
      rule: {
        name: ruleName,
        enabled: true,
        recipients: [replyDomain],
        tlsPolicy: 'Require',
        scanEnabled: true,
        actions: [
          { s3Action: { bucketName: mailbox.bucket.bucketName, objectKeyPrefix: mailbox.prefix } },
          { lambdaAction: { functionArn: receiveReply.functionArn, invocationType: 'Event' } },
        ],
      },
    });
    // SES tries both actions when the rule is made, so what permits them is there before it.
    this.rule.addResourceDependency(this.#permission(props));
    if (mailbox.bucket.policy !== undefined) this.rule.node.addDependency(mailbox.bucket.policy);
    if (!props.ruleSetExists) this.rule.addResourceDependency(new CfnReceiptRuleSet(this, 'RuleSet', { ruleSetName }));
  }

  /** Threats.md S-05: this rule of this account and nobody else tells the function that a mail has come. */
  #permission(props: ReceivingRuleProps): CfnPermission {
    return new CfnPermission(this, 'MayInvoke', {
      action: 'lambda:InvokeFunction',
      functionName: props.receiveReply.functionArn,
      principal: 'ses.amazonaws.com',
      sourceAccount: Stack.of(this).account,
      sourceArn: ruleArn(this, props),
    });
  }
}
