import { fileURLToPath } from 'node:url';
import { DescribeSessionsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf } from '../../local/demo/database.ts';
import { playSessionRevoked, playSessionToItsEnd } from '../../local/demo/scene-sessions.ts';
import { connectThrough, type OpenedSession } from '../../local/demo/session-client.ts';
import { requestIn, type Stage } from '../../local/demo/stage.ts';
import { makeTranscript } from '../../local/demo/transcript.ts';
import { waitFor, within } from '../../local/demo/wait-for.ts';
import type { Person } from '../../local/person/person.ts';
import { ROOT } from '../../local/process/environment.ts';
import { secretTraces } from './canary.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { rolesNamed, tableOwner } from './session-roles.ts';

let cloud: Cloud;
let stage: Stage;
const used: OpenedSession[] = [];

beforeAll(async () => {
  cloud = await startCloud(fileURLToPath(new URL('sessions.yaml', import.meta.url)));
  stage = { ...cloud, transcript: makeTranscript(() => undefined) };
});
afterAll(() => cloud.stop());

const gone = async ({ database, sessionId }: OpenedSession): Promise<void> => {
  await waitFor('the role is gone', async () =>
    (await rolesNamed(cloud, database.username)).length === 0 ? true : undefined,
  );
  const { awsEndpoint: endpoint, region } = cloud.settings;
  const ssm = new SSMClient({ endpoint, region, credentials: ROOT });
  const { Sessions = [] } = await ssm.send(new DescribeSessionsCommand({ State: 'Active' }));
  expect(Sessions.filter(({ Reason }) => Reason === sessionId)).toEqual([]);
  expect(await refusalOf(cloud.settings, database)).toBeDefined();
};

/** Until the password is changed as well, nobody gets the credential. */
const closed = (person: Person, id: string) =>
  waitFor(`the close of ${id}`, async () =>
    (await person.get(`/requests/${id}`)).body.request.closure === undefined ? undefined : true,
  );

/** A use that is given at once, as the policy of this test lets Ana. */
const immediate = async () => {
  const ana = cloud.person('ana');
  const justification = 'Monthly figures';
  const asked = await ana.post('/requests', { credential: 'orders-admin', action: 'start_session', justification });
  const { id } = asked.body.request;
  const opened = await ana.post(`/requests/${id}/sessions`, {});
  expect(opened.status, JSON.stringify(opened.body.rule)).toBe(200);
  used.push(opened.body);
  return { ana, id, session: opened.body as OpenedSession, client: await connectThrough(opened.body) };
};

describe('a session', () => {
  it('is cut at the end of its window, and nothing of it is left', async () => {
    const session = await playSessionToItsEnd(stage);
    used.push(session);

    await gone(session);
  });

  it('is cut by a revocation, and the person is told why', async () => {
    const session = await playSessionRevoked(stage);
    used.push(session);

    await gone(session);
  });

  it('that was given at once ends after the longest time of a session, and is the only one', async () => {
    const { ana, id, session, client } = await immediate();
    expect((await ana.post(`/requests/${id}/sessions`, {})).body.rule).toBe('already-released');

    const at = await within('the cut', client.cut, 60_000);

    expect(at - Date.parse(session.validUntil)).toBeGreaterThanOrEqual(0);
    await gone(session);
    await closed(ana, id);
  });

  it('is cut when it is given back, and what was made in it belongs to the credential', async () => {
    const { ana, id, session, client } = await immediate();
    expect(await client.query('CREATE TABLE kept (n int)')).toEqual([]);
    expect(await tableOwner(cloud, 'kept')).toBe(session.database.username);

    await ana.post(`/requests/${id}/return`, {});

    await within('the cut', client.cut, 20_000);
    await gone(session);
    expect(await tableOwner(cloud, 'kept')).toBe('orders_admin');
    await closed(ana, id);
  });

  it('is refused to anybody but the person who asked, and where the credential has no target', async () => {
    const ana = cloud.person('ana');
    const asked = await ana.post('/requests', {
      credential: 'reports-reader',
      action: 'start_session',
      justification: 'Look',
    });
    const { id } = asked.body.request;

    expect((await cloud.person('bruno').post(`/requests/${id}/sessions`, {})).status).toBe(404);
    expect((await ana.post(`/requests/${id}/sessions`, {})).body.rule).toBe('no-target');
    expect((await requestIn(ana, id, 'granted')).request.sessions ?? []).toEqual([]);
  });

  it('leaves its password in no table, log, history, queue or mail (I-01, I-15)', async () => {
    expect(used.length).toBeGreaterThanOrEqual(4);
    const traces = await secretTraces(cloud, ...used.map(({ database }) => database.password));

    expect(traces.looked).toBeGreaterThan(20);
    expect(traces.found).toEqual(used.map(() => []));
  });
});
