import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';

export interface ReceivingWatchProps {
  readonly prefix: string;
  /** The set that holds our rule. */
  readonly ruleSetName: string;
}

/**
 * Rings when somebody activates another receipt rule set, or none (threats.md E-19): one alone is active in an account
 * and Region, so from then on no reply arrives. The call, with who made it, stands in the queue. CloudTrail tells
 * EventBridge of such calls only where the account has a trail (docs/mail-setup.md).
 */
export class ReceivingWatch extends Construct {
  constructor(scope: Construct, id: string, { prefix, ruleSetName }: ReceivingWatchProps) {
    super(scope, id);
    const displaced = new DeadLetterQueue(this, 'Displaced', {
      queueName: `${prefix}-receiving-displaced`,
      impact: 'Another receipt rule set is active, or none: replies by mail do not arrive.',
    });
    new Rule(this, 'AnotherRuleSet', {
      description: 'Another receipt rule set than that of Countersign becomes the active one',
      eventPattern: {
        source: ['aws.ses'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['ses.amazonaws.com'],
          eventName: ['SetActiveReceiptRuleSet'],
          errorCode: Match.doesNotExist(),
          requestParameters: { ruleSetName: [{ 'anything-but': [ruleSetName] }, { exists: false }] },
        },
      },
      // A call that could not be handed over at once comes later, to the same place.
      targets: [new SqsQueue(displaced, { deadLetterQueue: displaced })],
    });
  }
}
