import type { Logger } from '@aws-lambda-powertools/logger';

/**
 * Counts in CloudWatch, by the embedded metric format: a line of the log that CloudWatch reads metrics from, so that
 * nothing is called and nothing waits.
 */
export const countMetrics = (
  logger: Logger,
  namespace: string,
  counts: Readonly<Record<string, number>>,
  now: number,
): void => {
  const Metrics = Object.keys(counts).map((Name) => ({ Name, Unit: 'Count' }));
  const _aws = { Timestamp: now, CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [[]], Metrics }] };
  logger.info('counted', { _aws, ...counts });
};
