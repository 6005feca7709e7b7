import { Logger } from '@aws-lambda-powertools/logger';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { callFunction, startFunction } from '../../adapters/lambda/call-function.ts';
import { invokeDispatch } from '../../adapters/lambda/dispatch-effect.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { sqsDeadLetters, sqsSiem } from '../../adapters/sqs/dead-letters.ts';
import { makeRedriveDeadLetters } from '../../application/effects/redrive-dead-letters.ts';
import { makeRecordRefusedCall } from '../../application/people/not-allowed.ts';
import { redriveDeadLettersEndpoint } from '../../http/endpoints/dead-letters.ts';
import { redriveDeadLettersEnv } from './env.ts';

const env = redriveDeadLettersEnv.parse(process.env);
const logger = new Logger();
const [lambda, sqs] = [new LambdaClient({}), new SQSClient({})];
const named = (name: string): string => `${env.NAME_PREFIX}-${name}`;

const stores = requestStores(documentClient(), env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 });
const redriveDeadLetters = makeRedriveDeadLetters({
  ...stores,
  letters: sqsDeadLetters(sqs, env.NAME_PREFIX),
  dispatch: invokeDispatch(lambda, named('dispatch-effects')),
  readMail: async (event) => {
    await callFunction(lambda, named('receive-reply'), event);
  },
  noteBounce: async (event) => {
    await callFunction(lambda, named('note-undelivered'), event);
  },
  startSweep: () => startFunction(lambda, named('sweep-due')),
  sendToSiem: sqsSiem(sqs, env.NAME_PREFIX),
  report: (what, error) => logger.error(`${what} failed again`, error as Error),
});

export const handler = redriveDeadLettersEndpoint(
  { logger, principalClaim: env.PRINCIPAL_CLAIM, recordRefused: makeRecordRefusedCall(stores.log) },
  redriveDeadLetters,
);
