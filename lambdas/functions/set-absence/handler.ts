import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeSetAbsence } from '../../application/people/keep-absence.ts';
import { setAbsenceEndpoint } from '../../http/endpoints/absences.ts';
import { setAbsenceEnv } from './env.ts';

const env = setAbsenceEnv.parse(process.env);

const client = documentClient();
const setAbsence = makeSetAbsence({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
});

export const handler = setAbsenceEndpoint({ logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM }, setAbsence);
