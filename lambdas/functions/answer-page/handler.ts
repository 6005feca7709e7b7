import { Logger } from '@aws-lambda-powertools/logger';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { oidcIssuer } from '../../adapters/oidc/issuer.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { secretKey } from '../../adapters/secretsmanager/secret-key.ts';
import { makeCastVote } from '../../application/requests/cast-vote.ts';
import { makeRevokeAccess } from '../../application/requests/revoke-access.ts';
import { makeSeeRequest } from '../../application/requests/see-request.ts';
import { makeAnswerPage } from '../../http/pages/answer-page.ts';
import { makeDecidePage } from '../../http/pages/decide-page.ts';
import { makeSeal } from '../../http/pages/seal.ts';
import { makeSignIn } from '../../http/pages/sign-in.ts';
import { answerPageEnv } from './env.ts';

const env = answerPageEnv.parse(process.env);

const client = documentClient();
const clock = systemClock;
const policy = dynamoPolicyReader(client, env.POLICY_TABLE);
const ports = { ...requestStores(client, env.REQUESTS_TABLE, { clock, digest: sha256 }), policy };
const publicUrl = env.PUBLIC_URL;
const seal = makeSeal(secretKey(new SecretsManagerClient(), env.PAGE_KEY_SECRET), clock);
const issuer = oidcIssuer({ discoveryUrl: env.DISCOVERY_URL, clientId: env.CLIENT_ID });

export const handler = makeAnswerPage({
  logger: new Logger(),
  clock,
  seal,
  policy,
  publicUrl,
  signIn: makeSignIn({ issuer, seal, clock, publicUrl, principalClaim: env.PRINCIPAL_CLAIM }),
  decidePage: makeDecidePage({
    clock,
    policy,
    seeRequest: makeSeeRequest(ports),
    castVote: makeCastVote(ports),
    revoke: makeRevokeAccess(ports),
  }),
});
