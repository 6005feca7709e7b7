import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, it } from 'vitest';
import { dynamoPolicyReader } from '../../lambdas/adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../lambdas/adapters/dynamodb/stores.ts';
import { newUlid, pause, sha256, systemClock } from '../../lambdas/adapters/runtime/runtime.ts';
import { rotateSecret } from '../../lambdas/adapters/secretsmanager/rotate-secret.ts';
import { makeCloseAccess } from '../../lambdas/application/closing/close-access.ts';
import { chain, GENESIS } from '../../lambdas/core/audit/chain.ts';
import { connect, refusalOf } from '../../local/demo/database.ts';
import { within } from '../../local/demo/wait-for.ts';
import { ACCOUNT, ROOT } from '../../local/process/environment.ts';
import { crashingAt, untilDone } from '../support/fakes/crash.ts';
import { anApproved } from '../support/request-builders.ts';
import { startCloud } from './cloud.ts';

const SECRET = 'countersign/payments-admin';

const cloud = await startCloud();
afterAll(() => cloud.stop());

const { awsEndpoint: endpoint, region, tables } = cloud.settings;
const sdk = { endpoint, region, credentials: ROOT };
const client = DynamoDBDocumentClient.from(new DynamoDBClient(sdk), {
  marshallOptions: { removeUndefinedValues: true },
});
const secrets = new SecretsManagerClient(sdk);
const ports = {
  ...requestStores(client, tables.requests, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, tables.policy),
  endSessions: async () => undefined,
  pause,
  rotateSecret: rotateSecret(secrets, {
    functionArn: `arn:aws:lambda:${region}:${ACCOUNT}:function:countersign-rotate-password`,
    looks: 8,
    pauseMillis: 100,
    pause,
  }),
};

const login = async () => {
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: SECRET }));
  return JSON.parse(SecretString) as { username: string; password: string };
};

const versions = async (): Promise<number> => {
  const list = await secrets.send(new ListSecretVersionIdsCommand({ SecretId: SECRET, IncludeDeprecated: true }));
  return list.Versions?.length ?? 0;
};

/** A request whose window is over and that no workflow waits for: nothing but this test closes it. */
const anEndedWindow = async (): Promise<string> => {
  const end = Date.now() - 50;
  const window = { start: end - 60_000, end };
  const request = anApproved({ id: newUlid(), requester: 'ana', credential: 'payments-admin', groupId: 12, window });
  const grants = [{ put: { requestId: request.id, ...window } }];
  const said = { chain: `request:${request.id}`, seq: 1, type: 'RequestApproved', actor: 'system', detail: {} };
  const record = chain({ ...said, at: new Date(end).toISOString() }, GENESIS, sha256);
  await ports.requests.commit({ request, from: 0, head: GENESIS, recorded: [{ record, steps: [] }], grants });
  return request.id;
};

it('changes the password exactly once, wherever the close is killed and repeated', async () => {
  for (let nth = 1, reached = true; reached; nth += 1) {
    const old = await login();
    const connection = await connect(cloud.settings, old);
    const id = await anEndedWindow();
    const before = await versions();
    const dying = crashingAt(ports, nth, 'after');

    await makeCloseAccess(dying.ports)(id).catch(() => undefined);
    await untilDone(() => makeCloseAccess(ports)(id));
    reached = dying.crashed();

    await within('the cut', connection.cut, 5000);
    expect(await versions(), `killed after call ${nth}`).toBe(before + 1);
    expect(await refusalOf(cloud.settings, old)).toContain('password authentication failed');
    expect(await refusalOf(cloud.settings, await login())).toBeUndefined();
    const closes = (await ports.requests.history(id)).filter(({ type }) => type === 'AccessClosed');
    expect(closes).toHaveLength(1);
    const { RotationEnabled } = await secrets.send(new DescribeSecretCommand({ SecretId: SECRET }));
    expect(RotationEnabled).toBe(false);
  }
});
