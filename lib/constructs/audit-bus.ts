import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';

export interface AuditBusProps {
  readonly prefix: string;
  /** Makes the queue that a SIEM reads. */
  readonly siem: boolean;
}

/** Carries every audit event; with `siem`, a queue keeps them for two weeks until the SIEM has read them. */
export class AuditBus extends Construct {
  readonly bus: EventBus;
  readonly siemQueue: Queue | undefined;

  constructor(scope: Construct, id: string, { prefix, siem }: AuditBusProps) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { eventBusName: `${prefix}-audit` });
    this.siemQueue = siem ? this.#siem(prefix) : undefined;
  }

  #siem(prefix: string): Queue {
    const undelivered = new DeadLetterQueue(this, 'SiemUndelivered', {
      queueName: `${prefix}-siem-undelivered`,
      impact: 'The SIEM misses audit events or cannot read them; the tables still hold every one.',
    });
    const queue = new Queue(this, 'Siem', {
      queueName: `${prefix}-siem`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(60),
      deadLetterQueue: { queue: undelivered, maxReceiveCount: 10 },
    });
    new Rule(this, 'EveryEvent', {
      eventBus: this.bus,
      description: 'Every audit event of Countersign to the queue of the SIEM',
      eventPattern: { account: [Stack.of(this).account] },
      targets: [new SqsQueue(queue, { deadLetterQueue: undelivered })],
    });
    return queue;
  }
}
