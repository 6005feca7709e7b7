import * as z from 'zod';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeAskLevel } from '../../application/requests/workflow-tasks.ts';
import { task } from '../task.ts';
import { askLevelEnv } from './env.ts';

const env = askLevelEnv.parse(process.env);
const client = documentClient();
const askLevel = makeAskLevel({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
});

const ask = z.object({
  requestId: z.string().min(1),
  token: z.string().min(1),
  enteredAt: z.iso.datetime({ offset: true }).transform((instant) => Date.parse(instant)),
});

export const handler = task(ask, askLevel);
