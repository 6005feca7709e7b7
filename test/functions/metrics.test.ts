import { Logger } from '@aws-lambda-powertools/logger';
import { expect, it } from 'vitest';
import { countMetrics } from '../../lambdas/functions/metrics.ts';

it('counts in one line of the log that CloudWatch reads metrics from', () => {
  const logger = new Logger();
  const lines: unknown[] = [];
  logger.info = (...line: unknown[]) => void lines.push(line);

  countMetrics(logger, 'countersign', { SweepLooked: 3, SweepFailed: 0 }, 1_795_546_800_000);

  expect(lines).toEqual([
    [
      'counted',
      {
        _aws: {
          Timestamp: 1_795_546_800_000,
          CloudWatchMetrics: [
            {
              Namespace: 'countersign',
              Dimensions: [[]],
              Metrics: [
                { Name: 'SweepLooked', Unit: 'Count' },
                { Name: 'SweepFailed', Unit: 'Count' },
              ],
            },
          ],
        },
        SweepLooked: 3,
        SweepFailed: 0,
      },
    ],
  ]);
});
