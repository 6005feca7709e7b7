import { fileURLToPath } from 'node:url';
import { ListSecretVersionIdsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectThrough, type OpenedSession } from '../../local/demo/session-client.ts';
import { inSeconds, requestIn } from '../../local/demo/stage.ts';
import { waitFor, within } from '../../local/demo/wait-for.ts';
import { ROOT } from '../../local/process/environment.ts';
import { approvedBy } from './approved-by.ts';
import { type Cloud, startCloud } from './cloud.ts';

let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud(fileURLToPath(new URL('session-ends.yaml', import.meta.url)));
});
afterAll(() => cloud.stop());

/** Somebody's approved access until then, with a session that is open and connected. */
const session = async (who: string, end: string) => {
  const { body } = await cloud.person(who).post('/requests', {
    credential: 'payments-admin',
    action: 'start_session',
    justification: 'Two at the same time',
    window: { start: inSeconds(0), end },
  });
  const { id } = body.request;
  await approvedBy(cloud, 'bruno', id);
  const opened = await cloud.person(who).post(`/requests/${id}/sessions`, {});
  expect(opened.status, JSON.stringify(opened.body)).toBe(200);
  return { id, opened: opened.body as OpenedSession, client: await connectThrough(opened.body) };
};

type Session = Awaited<ReturnType<typeof session>>;

const works = async ({ client }: Session): Promise<void> =>
  expect(await client.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);

/** Waits until the session is cut, which is never before `end`. */
const cutAt = async ({ client }: Session, end: string): Promise<void> => {
  const at = await within('the cut', client.cut, Date.parse(end) - Date.now() + 60_000);
  expect(at).toBeGreaterThanOrEqual(Date.parse(end));
};

const closureOf = async (who: string, { id }: Session) => (await requestIn(cloud.person(who), id, 'ended')).request;

const passwordVersions = async (): Promise<number> => {
  const { awsEndpoint: endpoint, region } = cloud.settings;
  const secrets = new SecretsManagerClient({ endpoint, region, credentials: ROOT });
  const list = new ListSecretVersionIdsCommand({ SecretId: 'countersign/payments-admin', IncludeDeprecated: true });
  return (await secrets.send(list)).Versions?.length ?? 0;
};

it('E-12: of two sessions each is cut at its own end, and the password is changed once, after the last', async () => {
  const before = await passwordVersions();
  const [firstEnd, secondEnd] = [inSeconds(30), inSeconds(45)];
  const first = await session('ana', firstEnd);
  const second = await session('eva', secondEnd);

  await cutAt(first, firstEnd);
  expect(await closureOf('ana', first)).toMatchObject({ closure: { password: 'owed-by-a-later-window' } });
  await works(second);
  expect(await passwordVersions()).toBe(before);

  await cutAt(second, secondEnd);
  expect(await closureOf('eva', second)).toMatchObject({ closure: { password: 'changed' } });
  expect(await passwordVersions()).toBe(before + 1);
});

it('an open session goes on with its access, to the end that was approved', async () => {
  const [end, later] = [inSeconds(25), inSeconds(45)];
  const open = await session('ana', end);
  const asked = await cloud
    .person('ana')
    .post(`/requests/${open.id}/extension`, { until: later, justification: 'Still running' });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  await approvedBy(cloud, 'carla', asked.body.request.id);
  await waitFor('the first end', async () => (Date.now() > Date.parse(end) + 2000 ? true : undefined), 60_000);

  await works(open);
  // The role lasts as well: somebody whose connection breaks signs in again.
  await works({ ...open, client: await connectThrough(open.opened) });

  await cutAt(open, later);
  expect(await closureOf('ana', open)).toMatchObject({ window: { end: later }, closure: { password: 'changed' } });
  expect(await (await cloud.person('ana').post(`/requests/${open.id}/sessions`, {})).body.rule).toBe('access-over');
});
