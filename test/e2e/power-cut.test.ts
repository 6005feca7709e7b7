import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, expect, it } from 'vitest';
import { sha256 } from '../../lambdas/adapters/runtime/runtime.ts';
import { firstBroken } from '../../lambdas/core/audit/chain.ts';
import { refusalOf } from '../../local/demo/database.ts';
import type { PowerCut } from '../../local/emulator/emulator.ts';
import type { Person } from '../../local/person/person.ts';
import { type FirstAnswer, liveOnce, PATIENCE_MILLIS, type ThePeople } from './a-life.ts';
import { startCloud } from './cloud.ts';
import { deployedStores } from './deployed-stores.ts';

const cloud = await startCloud();
afterAll(() => cloud.stop());

const { sdk, stores } = deployedStores(cloud);
const secrets = new SecretsManagerClient(sdk);
const [ana, bruno, dora] = ['ana', 'bruno', 'dora'].map(cloud.person) as [Person, Person, Person];
const people: ThePeople = { ana, bruno, dora };

const at = (when: PowerCut['when'], call: string, by: string): PowerCut => ({ when, call, by });

/** The crash points of threats.md 3, in the order in which a life meets them. */
const points: readonly (readonly [string, PowerCut, FirstAnswer])[] = [
  ['before anything is read', at('before', 'GetItem', 'submit-request'), 'api'],
  ['after the read, before the commit', at('before', 'TransactWriteItems', 'submit-request'), 'api'],
  ['after the commit, its answer lost', at('after', 'TransactWriteItems', 'submit-request'), 'api'],
  ['after an effect was picked', at('after', 'GetItem', 'dispatch-effects'), 'api'],
  ['after the workflow was started, before the mark', at('after', 'StartExecution', 'dispatch-effects'), 'api'],
  ['after SES took the mail, before the mark', at('after', 'SendRawEmail', 'dispatch-effects'), 'api'],
  ['after a vote by mail', at('after', 'TransactWriteItems', 'receive-reply'), 'mail'],
  ['after a vote by the API', at('after', 'TransactWriteItems', 'record-decision'), 'api'],
  ['after the workflow was answered, before the mark', at('after', 'SendTaskSuccess', 'dispatch-effects'), 'api'],
  ['after the change of the password was asked for', at('after', 'RotateSecret', 'close-access'), 'api'],
  ['after the password was changed', at('after', 'UpdateSecretVersionStage', 'rotate-password'), 'api'],
  ['before the end is confirmed', at('before', 'TransactWriteItems', 'close-access'), 'api'],
];

const lives = new Map<string, Promise<Awaited<ReturnType<typeof liveOnce>>>>();

it.each(points)('the power is cut %s', async (what, cut, first) => {
  const cutAndBack = cloud.cutPowerAt(cut);
  lives.set(what, liveOnce(people, first));
  lives.get(what)?.catch(() => undefined); // told by the test of its own, below
  await cutAndBack;
});

it.each(points)(
  'loses and repeats nothing: %s',
  async (what) => {
    const { id } = await (lives.get(what) as NonNullable<ReturnType<typeof lives.get>>);
    const history = await stores.requests.history(id);
    const times = (type: string) => history.filter((record) => record.type === type).length;

    expect(firstBroken(history, sha256)).toBeUndefined();
    expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1));
    expect([times('RequestSubmitted'), times('VoteCast'), times('RequestApproved'), times('AccessClosed')]).toEqual([
      1, 2, 1, 1,
    ]);
    await ana.mailAbout(id);
  },
  PATIENCE_MILLIS,
);

it('leaves no released password that still opens the database', async () => {
  const all = await Promise.all(lives.values());
  const { SecretString = '' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: 'countersign/payments-admin' }),
  );
  const now = JSON.parse(SecretString) as { username: string; password: string };
  const released = new Set(all.map(({ released: { body } }) => body.password as string));

  expect(await refusalOf(cloud.settings, now)).toBeUndefined();
  for (const password of released) expect(await refusalOf(cloud.settings, { ...now, password })).toBeDefined();
});
