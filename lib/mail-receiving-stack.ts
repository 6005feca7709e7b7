import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { CfnOutput, Stack, type StackProps, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Settings } from './config.ts';
import { ReceivingActivation } from './constructs/receiving-activation.ts';
import { ReceivingRule, ruleArn } from './constructs/receiving-rule.ts';
import { ReplyMailbox } from './constructs/reply-mailbox.ts';
import { ReplyReader } from './constructs/reply-reader.ts';
import type { FunctionDefaults } from './constructs/service-function.ts';
import type { Storage } from './constructs/storage.ts';

export interface MailReceivingStackProps extends StackProps {
  readonly settings: Settings;
  readonly replyDomain: string;
  readonly defaults: FunctionDefaults;
  readonly storage: Storage;
}

/** Where SES was known to receive mail in November 2026; AWS adds regions, so another one is a warning. */
const receivingRegions: ReadonlySet<string | undefined> = new Set([
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'ap-northeast-1',
  'ap-southeast-1',
  'ap-southeast-2',
]);

/** What receives replies by mail; deployed only where `replyDomain` is set. */
export class MailReceivingStack extends Stack {
  constructor(scope: Construct, id: string, props: MailReceivingStackProps) {
    super(scope, id, props);
    const { settings, defaults, storage, replyDomain } = props;
    const { prefix, receiptRuleSet } = settings;
    const names = { ruleSetName: receiptRuleSet ?? `${prefix}-replies`, ruleName: `${prefix}-reply` };
    this.#checkRegion(settings.region);

    new EmailIdentity(this, 'Identity', { identity: Identity.domain(replyDomain) });
    const retentionDays = settings.replyMailRetentionDays;
    const mailbox = new ReplyMailbox(this, 'Mailbox', { prefix, retentionDays, ruleArn: ruleArn(this, names) });
    const { receiveReply } = new ReplyReader(this, 'Reader', { defaults, settings, replyDomain, storage, mailbox });
    const ruleSetExists = receiptRuleSet !== undefined;
    const ruleProps = { ...names, replyDomain, mailbox, receiveReply, ruleSetExists };
    const receiving = new ReceivingRule(this, 'Receiving', ruleProps);

    new CfnOutput(this, 'MailBucketName', { value: mailbox.bucket.bucketName });
    new CfnOutput(this, 'ReplyDomainMx', { value: `10 inbound-smtp.${this.region}.amazonaws.com` });
    if (ruleSetExists) return;
    const activation = new ReceivingActivation(this, 'Activation', { defaults, ruleSetName: names.ruleSetName });
    activation.resource.node.addDependency(receiving.rule);
    new CfnOutput(this, 'ReceivingStatus', { value: activation.status });
  }

  #checkRegion(region: string | undefined): void {
    if (region === undefined || receivingRegions.has(region)) return;
    const message = `SES was not known to receive mail in ${region}: look it up, or set replyDomain to null`;
    Validations.of(this).addWarning('countersign:receiving-region', message);
  }
}
