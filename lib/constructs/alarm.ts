import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

export interface AlarmProps {
  readonly metric: IMetric;
  /** What was seen. */
  readonly what: string;
  /** What breaks, and for whom. */
  readonly impact: string;
  /** Rings when the metric is above this. @default 0 */
  readonly above?: number;
  /** Rings when the metric is below this, or is not there at all. @default - rings when it is above */
  readonly below?: number;
}

/** An alarm whose description tells whoever is woken what that means. */
export const alarm = (scope: Construct, id: string, { metric, what, impact, above = 0, below }: AlarmProps): Alarm =>
  new Alarm(scope, id, {
    metric,
    alarmDescription: `${what} ${impact}`,
    threshold: below ?? above,
    comparisonOperator:
      below === undefined ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 1,
    // SQS and Step Functions send nothing while there is nothing to say.
    treatMissingData: below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
  });
