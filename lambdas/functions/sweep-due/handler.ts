import { Logger } from '@aws-lambda-powertools/logger';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { invokeOwedChange } from '../../adapters/lambda/change-owed-password.ts';
import { invokeDispatch } from '../../adapters/lambda/dispatch-effect.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { sfnWorkflowRescue } from '../../adapters/sfn/workflow.ts';
import { makeSweepDue } from '../../application/sweep/sweep-due.ts';
import { countMetrics } from '../metrics.ts';
import { task } from '../task.ts';
import { sweepDueEnv } from './env.ts';

const env = sweepDueEnv.parse(process.env);
const client = documentClient();
const logger = new Logger();
const sweepDue = makeSweepDue({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
  rescue: sfnWorkflowRescue(new SFNClient({}), { approval: env.STATE_MACHINE_ARN, close: env.CLOSE_STATE_MACHINE_ARN }),
  dispatch: invokeDispatch(new LambdaClient({}), env.DISPATCH_FUNCTION_ARN),
  changeOwedPassword: invokeOwedChange(new LambdaClient({}), env.OWED_CHANGE_FUNCTION_ARN),
  report: (due, error) => logger.error('a due row could not be handled', { due, error: error as Error }),
});

/** The schedule has nothing to say: whatever it sends is the same call. */
export const handler = task(z.unknown(), async () => {
  const report = await sweepDue();
  const { found, looked, failed, unfinished } = report;
  const counts = { SweepLooked: looked, SweepFailed: failed, SweepUnfinished: unfinished ? 1 : 0 };
  countMetrics(logger, env.METRIC_NAMESPACE, { ...counts, ...found }, systemClock());
  return report;
});
