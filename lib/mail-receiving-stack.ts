import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Settings } from './config.ts';
import { MailDns } from './constructs/mail-dns.ts';
import { ReceivingActivation } from './constructs/receiving-activation.ts';
import { ReceivingRule, ruleArn } from './constructs/receiving-rule.ts';
import { ReceivingWatch } from './constructs/receiving-watch.ts';
import { ReplyMailbox } from './constructs/reply-mailbox.ts';
import { ReplyReader } from './constructs/reply-reader.ts';
import type { FunctionDefaults } from './constructs/service-function.ts';
import type { Storage } from './constructs/storage.ts';
import { replyRecords } from './mail-setup/dns-records.ts';
import { receiptNames } from './mail-setup/receipt-names.ts';

export interface MailReceivingStackProps extends StackProps {
  readonly settings: Settings;
  readonly replyDomain: string;
  readonly defaults: FunctionDefaults;
  readonly storage: Storage;
}

/** What receives replies by mail; deployed only where `replyDomain` is set. */
export class MailReceivingStack extends Stack {
  constructor(scope: Construct, id: string, props: MailReceivingStackProps) {
    super(scope, id, props);
    const { settings, defaults, storage, replyDomain } = props;
    const { prefix, replyMailRetentionDays: retentionDays } = settings;
    const names = receiptNames(settings);

    const mailbox = new ReplyMailbox(this, 'Mailbox', { prefix, retentionDays, ruleArn: ruleArn(this, names) });
    const { receiveReply } = new ReplyReader(this, 'Reader', { defaults, settings, replyDomain, storage, mailbox });
    const ruleSetExists = settings.receiptRuleSet !== undefined;
    const ruleProps = { ...names, replyDomain, mailbox, receiveReply, ruleSetExists };
    const { rule } = new ReceivingRule(this, 'Receiving', ruleProps);

    new ReceivingWatch(this, 'Watch', { prefix, ruleSetName: names.ruleSetName });
    const dns = this.#dns(props);
    dns.makeAfter('ReplyMx', rule);
    new CfnOutput(this, 'MailBucketName', { value: mailbox.bucket.bucketName });
    if (ruleSetExists) return;
    const activation = new ReceivingActivation(this, 'Activation', { defaults, ruleSetName: names.ruleSetName });
    activation.resource.node.addDependency(rule);
    dns.makeAfter('ReplyMx', activation.resource);
    new CfnOutput(this, 'ReceivingStatus', { value: activation.status });
  }

  #dns({ settings, replyDomain }: MailReceivingStackProps): MailDns {
    const { dkimRecords } = new EmailIdentity(this, 'Identity', { identity: Identity.domain(replyDomain) });
    const records = replyRecords(replyDomain, this.region, dkimRecords);
    return new MailDns(this, 'Dns', { zones: settings.hostedZones, records });
  }
}
