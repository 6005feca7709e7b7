import * as z from 'zod';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeRecoverRequest } from '../../application/requests/workflow-tasks.ts';
import { task } from '../task.ts';
import { recoverRequestEnv } from './env.ts';

const env = recoverRequestEnv.parse(process.env);
const recoverRequest = makeRecoverRequest(
  requestStores(documentClient(), env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
);

export const handler = task(z.object({ requestId: z.string().min(1) }), ({ requestId }) => recoverRequest(requestId));
