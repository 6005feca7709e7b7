import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { ReplyMailbox } from './reply-mailbox.ts';
import { type FunctionDefaults, ServiceFunction } from './service-function.ts';
import type { Storage } from './storage.ts';

export interface ReplyReaderProps {
  readonly defaults: FunctionDefaults;
  readonly settings: Pick<Settings, 'prefix' | 'receiveConcurrency'>;
  readonly replyDomain: string;
  readonly storage: Storage;
  readonly mailbox: ReplyMailbox;
}

/** Reads one mailed reply at a time: the gate, the grammar, the vote. */
export class ReplyReader extends Construct {
  readonly receiveReply: ServiceFunction<'receive-reply'>;

  constructor(scope: Construct, id: string, props: ReplyReaderProps) {
    super(scope, id);
    const { defaults, settings, replyDomain, storage, mailbox } = props;
    const tables = storage.access({ REQUESTS_TABLE: 'read-write', POLICY_TABLE: 'read' });
    const { receiveConcurrency } = settings;
    this.receiveReply = new ServiceFunction(this, {
      name: 'receive-reply',
      defaults,
      timeout: Duration.seconds(30),
      environment: {
        ...tables.environment,
        MAIL_BUCKET: mailbox.bucket.bucketName,
        MAIL_PREFIX: mailbox.prefix,
        REPLY_DOMAIN: replyDomain,
      },
      statements: [...tables.statements, this.#decrypt(mailbox)],
      // A flood of mail must not take the concurrency of the people's own calls.
      ...(receiveConcurrency === 'unreserved' ? {} : { reservedConcurrency: receiveConcurrency }),
    });
    const mails = mailbox.bucket.arnForObjects(`${mailbox.prefix}*`);
    this.receiveReply.allowWildcard(['s3:GetObject'], mails, 'A mail is named by SES: it is not known before.');
    this.#listen(settings.prefix);
  }

  #decrypt({ key }: ReplyMailbox): PolicyStatement {
    return new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${Stack.of(this).region}.amazonaws.com` } },
    });
  }

  #listen(prefix: string): void {
    const unread = new DeadLetterQueue(this, 'Unread', {
      queueName: `${prefix}-replies-unread`,
      impact: 'A reply was not read: the approver believes to have decided. The mail is still in the bucket.',
    });
    this.receiveReply.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(unread) });
  }
}
