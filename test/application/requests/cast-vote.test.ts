import { describe, expect, it } from 'vitest';
import type { Role } from '../../../lambdas/application/people/principal.ts';
import { asked, eventsOf, pending, requestOf, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal } from '../../support/fakes/world.ts';

const hour = 3_600_000;
const start = Date.parse('2026-11-24T17:00:00Z');
const effectsOf = (world: ReturnType<typeof aWorld>, id: string) =>
  world.table.query(`R#${id}`, 'E#').map((item) => item['steps']);

describe('levels', () => {
  it('mission A1 20: level 2 is asked only after level 1 has approved', async () => {
    const world = aWorld();
    const id = await pending(world);

    expect(await voted(world, id, 'bruno')).toBe('pending');

    expect(await requestOf(world, id)).toMatchObject({ level: 2, round: 2, asked: false });
    expect(effectsOf(world, id).at(-1)).toMatchObject([
      { kind: 'answer-workflow', round: 1, answer: { next: 'ask', level: 2 } },
    ]);
  });

  it('T-15: an approver of level 2 is told that level 1 comes first, and nothing is mailed to him', async () => {
    const world = aWorld();
    const id = await pending(world);
    const before = await world.ports.requests.load(id);

    expect(await voted(world, id, 'sub-dora')).toBe('level-not-open');

    expect(await world.ports.requests.load(id)).toEqual(before);
    expect(world.refusals()).toEqual([
      { type: 'CommandRefused', actor: 'sub-dora', detail: { rule: 'level-not-open' } },
    ]);
    expect(JSON.stringify(effectsOf(world, id))).not.toContain('dora');
  });

  it('gives access when the last level approves, from the instant of the approval', async () => {
    const world = aWorld();
    const id = await pending(world);
    await voted(world, id, 'bruno');
    await asked(world, id);
    world.time.advance(60_000);

    expect(await voted(world, id, 'sub-dora')).toBe('approved');

    const window = { start: start + 60_000, end: start + 2 * hour };
    expect(await requestOf(world, id)).toMatchObject({ name: 'approved', window });
    expect((await world.ports.custody.read('orders-admin')).grants).toEqual([{ requestId: id, ...window }]);
  });

  it('mission Q15: one disapproval of level 1 ends it, and level 2 never hears of it', async () => {
    const world = aWorld();
    const id = await pending(world);

    expect(await voted(world, id, 'carla', { verdict: 'disapprove', comment: 'not now' })).toBe('rejected');

    expect(JSON.stringify(effectsOf(world, id))).not.toContain('dora');
  });
});

describe('who may vote', () => {
  it.each([
    ['the requester', 'ana', 'no-self-approval'],
    ['somebody who is not asked', 'eva', 'no-such-request'],
    ['an approver', 'bruno', 'pending'],
  ])('%s: %s gets %s', async (_name, who, answer) => {
    const world = aWorld();
    const id = await pending(world);

    expect(await voted(world, id, who)).toBe(answer);
  });

  it('E-01: the requester never, although named as an approver and administrator', async () => {
    const levels = [{ approvers: ['ana', 'bruno'] }];
    const world = aWorld({ policy: vaultPolicy({ approval: { levels } }) });
    const id = await pending(world);

    expect(await voted(world, id, 'ana', { principal: principal('ana', 'administrator') })).toBe('no-self-approval');
    expect(await requestOf(world, id)).toMatchObject({ ballots: [] });
  });

  it.each([
    [
      'was removed from the group',
      vaultPolicy({ approval: { levels: [{ approvers: ['carla'] }, { approvers: ['dora'] }] } }),
    ],
    ['was disabled', vaultPolicy({ users: { bruno: { enabled: false } } })],
    ['is in a group that was disabled', vaultPolicy({ group: { enabled: false } })],
    ['is in a group that was deleted', vaultPolicy({ groups: [] })],
  ])('T-13: an approver who %s while the request waits is refused', async (_name, edited) => {
    const world = aWorld();
    const id = await pending(world);

    world.book.edit(edited);

    expect(await voted(world, id, 'bruno')).toBe('not-an-approver');
    expect(await requestOf(world, id)).toMatchObject({ name: 'pending', ballots: [] });
  });

  it.each<readonly [string, readonly Role[]]>([
    ['nobody', []],
    ['an auditor', ['auditor']],
    ['an administrator', ['administrator']],
  ])(
    'S-15: %s whose sign-in is called like an approver’s id, but who is not that person, never votes so',
    async (_, roles) => {
      const world = aWorld();
      const id = await pending(world);
      await voted(world, id, 'bruno');
      await asked(world, id);
      const before = await world.ports.requests.load(id);

      // Dora signs in as sub-dora.
      const rule = await voted(world, id, 'dora', { principal: principal('dora', ...roles) });

      expect(rule).toBe(roles.length > 0 ? 'not-an-approver' : 'no-such-request');
      expect(await world.ports.requests.load(id)).toEqual(before);
    },
  );

  it('T-12: an edit neither takes a level away nor lets a newcomer decide', async () => {
    const world = aWorld();
    const id = await pending(world);
    world.book.edit(vaultPolicy({ approval: { levels: [{ approvers: ['bruno', 'eva'] }] } }));

    expect(await voted(world, id, 'eva')).toBe('no-such-request');
    expect(await voted(world, id, 'bruno')).toBe('pending');
    expect(await requestOf(world, id)).toMatchObject({ level: 2 });
  });

  it('T-12: an edit to one level after level 1 approved: the old level 2 is still needed', async () => {
    const world = aWorld();
    const id = await pending(world);
    await voted(world, id, 'bruno');
    world.book.edit(vaultPolicy({ approval: { levels: [{ approvers: ['bruno', 'carla', 'dora'] }] } }));
    await asked(world, id);

    expect(await voted(world, id, 'carla')).toBe('level-closed');
    expect(await requestOf(world, id)).toMatchObject({ name: 'pending', level: 2 });
    expect(await voted(world, id, 'sub-dora')).toBe('approved');
  });

  it('a machine may request and never approve', async () => {
    const policy = vaultPolicy();
    const users = policy.users.map((user) => (user.id === 'bruno' ? { ...user, kind: 'machine' as const } : user));
    const world = aWorld();
    const id = await pending(world, { principal: principal('bot') });

    world.book.edit({ ...policy, users });

    expect(await requestOf(world, id)).toMatchObject({ requester: 'bot' });
    expect(await voted(world, id, 'bruno')).toBe('not-an-approver');
  });
});

describe('E-04: somebody who is made an approver after the request was made', () => {
  const both = { approvers: ['bruno', 'carla'] };
  const administrator = principal('eva', 'administrator');
  const additions: readonly (readonly [string, Parameters<typeof vaultPolicy>[0]])[] = [
    ['level 1', { approval: { levels: [{ approvers: ['bruno', 'carla', 'eva'] }, { approvers: ['dora'] }] } }],
    ['level 2', { approval: { levels: [both, { approvers: ['dora', 'eva'] }] } }],
    ['a level of their own', { approval: { levels: [{ approvers: ['eva'] }, both, { approvers: ['dora'] }] } }],
    ['every level', { approval: { levels: [{ approvers: ['carla', 'eva'] }, { approvers: ['dora', 'eva'] }] } }],
    ['a pool', { approval: { inLevels: false, levels: [both, { approvers: ['dora', 'eva'] }] } }],
  ];

  it.each(additions)('at %s does not decide this request, for or against', async (_where, changes) => {
    const world = aWorld();
    const id = await pending(world);
    world.book.edit(vaultPolicy(changes));
    const before = await world.ports.requests.load(id);

    expect(await voted(world, id, 'eva')).toBe('no-such-request');
    expect(await voted(world, id, 'eva', { verdict: 'disapprove' })).toBe('no-such-request');
    expect(await voted(world, id, 'eva', { principal: administrator })).toBe('not-an-approver');

    expect(await world.ports.requests.load(id)).toEqual(before);
  });

  it.each(additions)('at %s is not mailed when level 2 is asked, and does not decide then', async (_where, changes) => {
    const world = aWorld();
    const id = await pending(world);
    await voted(world, id, 'bruno');
    world.book.edit(vaultPolicy(changes));
    await asked(world, id);

    expect(JSON.stringify(effectsOf(world, id))).not.toContain('eva');
    expect(await voted(world, id, 'eva', { principal: administrator })).toBe('not-an-approver');
    expect(await requestOf(world, id)).toMatchObject({ name: 'pending', level: 2 });
  });

  it('decides the requests that are made from then on', async () => {
    const world = aWorld({ policy: vaultPolicy(additions[0]?.[1]) });

    expect(await voted(world, await pending(world), 'eva')).toBe('pending');
  });
});

describe('what a vote says', () => {
  it('R-01: is recorded with its channel, its comment and its evidence', async () => {
    const world = aWorld();
    const id = await pending(world);

    await voted(world, id, 'bruno', { comment: 'go ahead', evidence: { sourceIp: '192.0.2.7' } });

    const record = (await world.ports.requests.history(id)).find(({ type }) => type === 'VoteCast');
    expect(record).toMatchObject({
      actor: 'bruno',
      detail: {
        ballot: { channel: 'api', comment: 'go ahead', windowVersion: 1 },
        evidence: { sourceIp: '192.0.2.7' },
      },
    });
  });

  it('twice is once', async () => {
    const world = aWorld({
      policy: vaultPolicy({ approval: { levels: [{ approvers: ['bruno', 'carla'], approvals: 2 }] } }),
    });
    const id = await pending(world);

    expect(await voted(world, id, 'bruno')).toBe('pending');
    expect(await voted(world, id, 'bruno')).toBe('pending');

    expect(await eventsOf(world, id)).toEqual(['RequestSubmitted', 'LevelOpened', 'VoteCast']);
  });

  it('T-14: with another window it is an event of its own, and level 1 is asked again for what it did not see', async () => {
    const world = aWorld();
    const id = await pending(world);
    await voted(world, id, 'bruno');
    await asked(world, id);
    const window = { start, end: start + 3 * hour };

    expect(await voted(world, id, 'sub-dora', { window })).toBe('pending');

    expect(await requestOf(world, id)).toMatchObject({ level: 1, windows: [{}, window], round: 3 });
    expect((await eventsOf(world, id)).slice(-3)).toEqual(['WindowChanged', 'VoteCast', 'LevelReopened']);
    expect(await voted(world, id, 'carla', { windowVersion: 1 })).toBe('window-superseded');
  });

  it('T-11: counts a millisecond before the deadline and not at it', async () => {
    const late = aWorld();
    const id = await pending(late);
    late.time.set('2026-11-24T19:00:00.000Z');
    expect(await voted(late, id, 'bruno')).toBe('deadline-passed');

    const early = aWorld();
    const other = await pending(early);
    early.time.set('2026-11-24T18:59:59.999Z');
    expect(await voted(early, other, 'bruno')).toBe('pending');
  });
});
