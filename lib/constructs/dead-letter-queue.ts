import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { alarm } from './alarm.ts';

export interface DeadLetterQueueProps {
  readonly queueName: string;
  /** What it means to a person when something lands here; it goes into the alarm. */
  readonly impact: string;
}

/** Keeps for two weeks what could not be delivered, and raises an alarm on the first message. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, { queueName, impact }: DeadLetterQueueProps) {
    super(scope, id, {
      queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this, 'AwsSolutions-SQS3', 'This is a dead-letter queue.');
    acknowledge(this, 'Serverless-SQSRedrivePolicy', 'This is a dead-letter queue.');
    const metric = this.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'max' });
    alarm(this, 'NotEmpty', { metric, what: `There are messages in ${queueName}.`, impact });
  }
}
