import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeClearAbsence } from '../../application/people/keep-absence.ts';
import { clearAbsenceEndpoint } from '../../http/endpoints/absences.ts';
import { clearAbsenceEnv } from './env.ts';

const env = clearAbsenceEnv.parse(process.env);

const client = documentClient();
const clearAbsence = makeClearAbsence({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
});

export const handler = clearAbsenceEndpoint(
  { logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  clearAbsence,
);
