import { describe, expect, it } from 'vitest';
import { runInMemory } from '../support/in-memory-terminal.ts';
import { cloudFile, signedIn, startServer } from './local-server.ts';

const ID = '01K0000000000000000000000A';

const request = (more: object = {}) => ({
  id: ID,
  state: 'pending',
  requester: 'ana',
  credential: 'orders-admin',
  action: 'view_password',
  groupId: 45,
  restrictionCode: '11110045',
  policyVersion: 1,
  createdAt: '2026-11-24T17:00:00.000Z',
  emergencyAccess: 'No',
  justification: 'Batch 4711 is stuck',
  window: { start: '2026-11-24T17:00:00.000Z', end: '2026-11-24T18:00:00.000Z' },
  windowVersion: 1,
  ...more,
});
const next = 'The only level is asked.';
const vote = {
  verdict: 'approve',
  at: '2026-11-24T17:01:00.000Z',
  windowVersion: 1,
  channel: 'mail',
  counts: false,
  comment: 'an hour is enough',
  by: 'bruno',
};
const level = {
  level: 1,
  approvers: ['bruno', 'carla'],
  approvals: { needed: 1, given: 0 },
  disapprovals: { needed: 1, given: 0 },
  votes: [vote],
};
const detail = (more: object = {}) => ({
  request: request(more),
  next,
  actions: [{ action: 'approve', method: 'POST', href: `/requests/${ID}/decisions` }],
  explanation: {
    outcome: 'approve',
    code: '11110045',
    groupId: 45,
    user: 'ana',
    credential: 'orders-admin',
    action: 'view_password',
    at: '2026-11-24T17:00:00.000Z',
    vaultTime: '2026-11-24T14:00:00-03:00[America/Sao_Paulo]',
    candidates: [],
    nextChange: null,
  },
  windows: [],
  levels: [level],
});

type Routes = Readonly<Record<string, { readonly status: number; readonly body: unknown }>>;

const startCloud = (routes: Routes) =>
  startServer((path) => (path === '/' ? signedIn : (routes[path] ?? { status: 404, body: 'no such path' })));
const run = (url: string, words: string[]) =>
  runInMemory(words, { files: { '.local/countersign.json': cloudFile(url) } });
const refusal = (detailText: string) => ({
  type: 'https://countersign.dev/problems/x',
  title: 'Refused',
  status: 409,
  detail: detailText,
  rule: 'x',
});

describe('request', () => {
  it('asks for what the options say, and shows what happens next and what one may do', async () => {
    await using cloud = await startCloud({
      '/stage/requests': { status: 201, body: { request: request(), next, actions: [] } },
    });

    const ran = await run(cloud.url, [
      ...['request', 'orders-admin', '--from', '2026-11-24T14:00:00-03:00', '--for', 'PT1H', '--reason', 'Incident'],
      ...['--justification', 'Batch 4711 is stuck', '--ticket', 'INC1'],
    ]);

    expect(cloud.seen.at(-1)?.body).toEqual({
      credential: 'orders-admin',
      action: 'view_password',
      justification: 'Batch 4711 is stuck',
      reason: 'Incident',
      ticket: 'INC1',
      window: { start: '2026-11-24T14:00:00-03:00', end: '2026-11-24T18:00:00.000Z' },
    });
    expect(ran).toEqual({
      code: 0,
      complaints: '',
      out: [
        `request   ${ID}`,
        'state     pending',
        'for       ana: view_password of orders-admin',
        'window    2026-11-24T17:00:00.000Z to 2026-11-24T18:00:00.000Z',
        'why       Batch 4711 is stuck',
        'next      The only level is asked.',
        'you may   nothing',
      ].join('\n'),
    });
  });

  it('sends no window that nobody named', async () => {
    await using cloud = await startCloud({
      '/stage/requests': { status: 201, body: { request: request({ window: undefined }), next, actions: [] } },
    });

    const ran = await run(cloud.url, ['request', 'reports-reader', '--action', 'start_session']);

    expect(cloud.seen.at(-1)?.body).toEqual({ credential: 'reports-reader', action: 'start_session' });
    expect(ran.out).toContain('window    no window');
  });

  it.each([
    [['--for', '2h'], 'ISO 8601'],
    [['--from', 'noon'], 'RFC 3339'],
    [['--until', '2026-11-24T18:00:00Z', '--for', 'PT1H'], 'cannot be used with'],
    [['--action', 'delete'], 'view_password'],
  ])('refuses %j as wrong usage and says how to write it', async (words, said) => {
    const ran = await runInMemory(['request', 'orders-admin', ...words]);

    expect([ran.code, ran.complaints]).toEqual([2, expect.stringContaining(said)]);
  });

  it('says what the API says when it refuses', async () => {
    await using cloud = await startCloud({
      '/stage/requests': { status: 409, body: refusal('Give a justification.') },
    });

    expect(await run(cloud.url, ['request', 'orders-admin'])).toMatchObject({ code: 1, out: 'Give a justification.' });
    const json = await run(cloud.url, ['request', 'orders-admin', '--json']);
    expect(JSON.parse(json.out)).toEqual({ ok: false, reason: 'Give a justification.' });
  });
});

describe('requests', () => {
  const second = { ...request({ state: 'emergency', emergencyAccess: 'Yes', windowVersion: 2 }), id: 'second' };

  it('lists every page of what was asked, one a line', async () => {
    await using cloud = await startCloud({
      '/stage/requests?scope=approvals&state=pending': { status: 200, body: { items: [request()], cursor: 'more' } },
      '/stage/requests?scope=approvals&state=pending&cursor=more': { status: 200, body: { items: [second] } },
    });

    const words = ['requests', '--scope', 'approvals', '--state', 'pending', '--as', 'alex'];
    const ran = await run(cloud.url, words);

    const window = '2026-11-24T17:00:00.000Z to 2026-11-24T18:00:00.000Z';
    expect(ran.out.split('\n')).toEqual([
      `${ID}  pending    ana: view_password of orders-admin, ${window}`,
      `second  emergency  ana: view_password of orders-admin, ${window} (version 2)  emergency`,
    ]);
    expect(JSON.parse((await run(cloud.url, [...words, '--json'])).out)).toMatchObject({
      ok: true,
      items: [{ id: ID }, { id: 'second' }],
    });
  });

  it('says when there are none, and what the API says when it refuses', async () => {
    await using cloud = await startCloud({
      '/stage/requests?scope=mine': { status: 200, body: { items: [] } },
      '/stage/requests?scope=all&month=2026-11': { status: 409, body: refusal('Only auditors may.') },
    });

    expect(await run(cloud.url, ['requests'])).toMatchObject({ code: 0, out: 'none' });
    const all = ['requests', '--scope', 'all', '--month', '2026-11'];
    expect(await run(cloud.url, all)).toMatchObject({ code: 1, out: 'Only auditors may.' });
  });

  it('shows one with its levels and votes', async () => {
    await using cloud = await startCloud({ [`/stage/requests/${ID}`]: { status: 200, body: detail() } });

    const ran = await run(cloud.url, ['requests', ID]);

    expect(ran.out.split('\n').slice(-3)).toEqual([
      'you may   approve',
      'level 1   0 of 1 approvals, 0 of 1 disapprovals (bruno, carla)',
      '          2026-11-24T17:01:00.000Z  approve by bruno (mail), of a window that was changed since: an hour is enough',
    ]);
  });
});

describe('approve and disapprove', () => {
  const decided = { status: 200, body: { request: request({ state: 'approved' }), next: 'Approved.' } };
  const routes = (more: object = {}): Routes => ({
    [`/stage/requests/${ID}`]: { status: 200, body: detail(more) },
    [`/stage/requests/${ID}/decisions`]: decided,
  });

  it.each([
    [['disapprove', ID, '--comment', 'no'], { decision: 'disapprove', comment: 'no', windowVersion: 1 }],
    [['approve', ID], { decision: 'approve', windowVersion: 1 }],
    [
      ['approve', ID, '--for', 'PT30M'],
      {
        decision: 'approve',
        windowVersion: 1,
        window: { start: '2026-11-24T17:00:00.000Z', end: '2026-11-24T17:30:00.000Z' },
      },
    ],
    [
      ['approve', ID, '--from', '2026-11-24T17:30:00Z'],
      {
        decision: 'approve',
        windowVersion: 1,
        window: { start: '2026-11-24T17:30:00Z', end: '2026-11-24T18:00:00.000Z' },
      },
    ],
  ])('%j votes on the window as asked for, or as it is to be', async (words, body) => {
    await using cloud = await startCloud(routes());

    const ran = await run(cloud.url, [...words, '--as', 'alex']);

    expect(cloud.seen.at(-1)?.body).toEqual(body);
    expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/approved .*\nApproved\.$/) });
  });

  it('votes on a window that was changed only when its version is named', async () => {
    await using cloud = await startCloud(routes({ windowVersion: 2 }));

    const unseen = await run(cloud.url, ['approve', ID, '--as', 'alex']);
    const seen = await run(cloud.url, ['approve', ID, '--as', 'alex', '--window-version', '2']);

    expect(unseen).toMatchObject({ code: 1, out: expect.stringContaining('add --window-version 2') });
    expect(seen.code).toBe(0);
    expect(cloud.seen.filter(({ path }) => path.endsWith('/decisions')).map(({ body }) => body)).toEqual([
      { decision: 'approve', windowVersion: 2 },
    ]);
  });

  it('says what the API says of a request that is not there, and what is no version', async () => {
    await using cloud = await startCloud({ [`/stage/requests/${ID}`]: { status: 409, body: refusal('No such.') } });

    expect(await run(cloud.url, ['approve', ID, '--as', 'alex'])).toMatchObject({ code: 1, out: 'No such.' });
    expect(await run(cloud.url, ['approve', ID, '--window-version', '0'])).toMatchObject({ code: 2 });
  });
});
