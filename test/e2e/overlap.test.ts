import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, refusalOf } from '../../local/demo/database.ts';
import { inSeconds, requestIn } from '../../local/demo/stage.ts';
import { waitFor, within } from '../../local/demo/wait-for.ts';
import { approvedBy } from './approved-by.ts';
import { type Cloud, startCloud } from './cloud.ts';

let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud(fileURLToPath(new URL('overlap.yaml', import.meta.url)));
});
afterAll(() => cloud.stop());

/** Somebody's approved access to this credential, from now on. */
const access = async (who: string, credential: string, seconds: number): Promise<string> => {
  const { body } = await cloud.person(who).post('/requests', {
    credential,
    action: 'view_password',
    justification: 'Two at the same time',
    window: { start: inSeconds(0), end: inSeconds(seconds) },
  });
  await approvedBy(cloud, 'bruno', body.request.id);
  return body.request.id;
};

const view = async (who: string, id: string) => (await cloud.person(who).post(`/requests/${id}/password`, {})).body;

it('E-12: each ends at his own end; the password is changed rotateWithin after the first, and the other is told', async () => {
  const first = await access('ana', 'payments-admin', 20);
  const second = await access('eva', 'payments-admin', 300);
  await view('ana', first);
  const login = await view('eva', second);
  const connection = await connect(cloud.settings, login);

  const closed = await requestIn(cloud.person('ana'), first, 'ended');
  expect(closed.request.closure.password).toBe('owed-by-a-later-window');
  expect((await view('ana', first)).rule).toBe('access-over');

  const cut = await within('the change of the password', connection.cut, 110_000);
  expect(cut.at).toBeGreaterThanOrEqual(Date.parse(closed.request.window.end) + 20_000);
  const letter = await cloud.person('eva').mailAbout(second, ({ subject }) => subject.includes('password was changed'));
  expect(letter.text).toContain('view the password again');
  expect(await refusalOf(cloud.settings, login)).toMatch(/password authentication failed/);
  const again = await waitFor('the new password', async () => {
    const answer = await view('eva', second);
    return answer.password ? answer : undefined;
  });
  expect(await refusalOf(cloud.settings, again)).toBeUndefined();

  await cloud.person('eva').post(`/requests/${second}/return`, {});
  await waitFor('the close of the second', async () =>
    (await cloud.person('eva').get(`/requests/${second}`)).body.request.closure?.password === 'changed'
      ? true
      : undefined,
  );
  expect(await refusalOf(cloud.settings, again)).toMatch(/password authentication failed/);
});

it('a credential for one at a time is refused to others, who are told by whom and until when it is held', async () => {
  const first = await access('ana', 'orders-admin', 300);
  const second = await access('eva', 'orders-admin', 300);
  expect(await view('ana', first)).toHaveProperty('password');

  const refused = await view('eva', second);
  expect(refused).toMatchObject({ rule: 'in-custody', detail: expect.stringContaining('with ana until') });
  const { body } = await cloud.person('eva').get('/credentials');
  expect(body.items.find(({ id }: { id: string }) => id === 'orders-admin')).toMatchObject({ heldBy: { by: 'ana' } });

  await cloud.person('ana').post(`/requests/${first}/return`, {});
  await waitFor('the credential', async () => ((await view('eva', second)).password ? true : undefined));
});

it('an access goes on when its extension is approved', async () => {
  const id = await access('ana', 'payments-admin', 60);
  const until = inSeconds(240);
  const asked = await cloud.person('ana').post(`/requests/${id}/extension`, { until, justification: 'Still running' });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  await approvedBy(cloud, 'carla', asked.body.request.id);

  await waitFor('the new end', async () =>
    Date.parse((await cloud.person('ana').get(`/requests/${id}`)).body.request.window.end) === Date.parse(until)
      ? true
      : undefined,
  );
  await cloud.person('ana').post(`/requests/${id}/return`, {});
});
