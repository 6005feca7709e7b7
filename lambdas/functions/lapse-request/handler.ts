import * as z from 'zod';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeLapseRequest } from '../../application/requests/workflow-tasks.ts';
import { task } from '../task.ts';
import { lapseRequestEnv } from './env.ts';

const env = lapseRequestEnv.parse(process.env);
const client = documentClient();
const lapseRequest = makeLapseRequest({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
});

export const handler = task(z.object({ requestId: z.string().min(1) }), ({ requestId }) => lapseRequest(requestId));
