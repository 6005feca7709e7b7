import { ListSecretVersionIdsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { dueKeys, requestKeys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { newUlid, sha256 } from '../../lambdas/adapters/runtime/runtime.ts';
import { chain, firstBroken, GENESIS } from '../../lambdas/core/audit/chain.ts';
import { waitFor } from '../../local/demo/wait-for.ts';
import type { Person } from '../../local/person/person.ts';
import { liveOnce } from './a-life.ts';
import { startCloud } from './cloud.ts';
import { deployedStores } from './deployed-stores.ts';
import { killing } from './workers.ts';

const cloud = await startCloud();
afterAll(() => cloud.stop());

const { tables } = cloud.settings;
const { sdk, table, stores } = deployedStores(cloud);
const secrets = new SecretsManagerClient(sdk);
const [ana, bruno, dora, alex] = ['ana', 'bruno', 'dora', 'alex'].map(cloud.person) as [Person, Person, Person, Person];

const passwordVersions = async (): Promise<number> => {
  const SecretId = 'countersign/payments-admin';
  const list = await secrets.send(new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated: true }));
  return list.Versions?.length ?? 0;
};

/** The crash points of threats.md 3 lie in these; which call of theirs a death meets is up to the moment. */
const approvePath = ['dispatch-effects', 'ask-level', 'submit-request', 'record-decision'];
const closePath = ['close-access', 'rotate-password', 'dispatch-effects', 'release-password'];

describe.skipIf(process.platform !== 'linux')('workers that are killed', () => {
  it.each([
    ['while a request is approved', approvePath],
    ['while an access is released and closed', closePath],
  ])('%s lose nothing and do nothing twice', async (_when, victims) => {
    const before = await passwordVersions();
    const killer = killing(cloud.dir, victims);
    const { id } = await liveOnce({ ana, bruno, dora }, 'mail').finally(() => killer.stop());

    const deaths = await killer.stop();
    const history = await stores.requests.history(id);
    const types = history.map(({ type }) => type);
    const times = (type: string) => types.filter((one) => one === type).length;
    expect([...deaths.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(5);
    expect(firstBroken(history, sha256)).toBeUndefined();
    expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1));
    expect([times('RequestApproved'), times('VoteCast'), times('AccessClosed')]).toEqual([1, 2, 1]);
    expect(await passwordVersions()).toBe(before + 1);
    await ana.mailAbout(id);
  });
});

/** An event whose record is not there: nobody can do what it asks until somebody brings the record back. */
const poison = async (id: string) => {
  const key = requestKeys.event(id, 1);
  const due = dueKeys.effect(Date.now() - 60_000, { chain: `request:${id}`, seq: 1 });
  const item = { ...key, ...due, steps: [], done: [], track: 'notices' };
  await table.send(new PutCommand({ TableName: tables.requests, Item: item }));
  return async () => {
    const said = { chain: `request:${id}`, seq: 1, type: 'WorkflowResumed', actor: 'system', detail: {} };
    const record = chain({ ...said, at: new Date().toISOString() }, GENESIS, sha256);
    await table.send(new PutCommand({ TableName: tables.requests, Item: { ...item, record } }));
  };
};

it('T-19, D-06: a poison record becomes a dead letter, stops nobody, and is done by a redrive once it is mended', async () => {
  const redrive = async (more: object = {}) => {
    const { body } = await alex.post('/dead-letters/redrive', { queue: 'effects', ...more });
    return body.queues[0] as { found: number; done: number; left: number };
  };
  const mend = await poison(newUlid());
  await waitFor('a dead letter', async () => (await redrive({ dryRun: true })).found > 0 || undefined);
  const submitted = await ana.post('/requests', {
    credential: 'reports-reader',
    action: 'view_password',
    justification: 'a test',
  });

  expect(submitted.status).toBe(201);
  expect(await redrive()).toMatchObject({ found: 1, done: 0, left: 1 });
  await mend();
  // A letter stays until every effect of its time is done: that of the request, too.
  const done = async () => ((await redrive()).done > 0 ? true : undefined);
  await waitFor('the redrive', done);
  expect(await redrive({ dryRun: true })).toMatchObject({ found: 0 });
  expect((await ana.post('/dead-letters/redrive', {})).status).toBe(403);
});
