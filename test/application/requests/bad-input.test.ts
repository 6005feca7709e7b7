import { describe, expect, it } from 'vitest';
import { makeRecordRefusedCall } from '../../../lambdas/application/people/not-allowed.ts';
import { makeApplyPolicy } from '../../../lambdas/application/policy/apply-policy.ts';
import type { VaultEntry } from '../../../lambdas/application/ports/ports.ts';
import { makeListRequests } from '../../../lambdas/application/requests/list-requests.ts';
import { makeReturnAccess } from '../../../lambdas/application/requests/return-access.ts';
import { makeSubmitRequest } from '../../../lambdas/application/requests/submit-request.ts';
import type { AccessWindow } from '../../../lambdas/core/request/window.ts';
import { submitRequestEndpoint } from '../../../lambdas/http/endpoints/requests.ts';
import { claimsOf } from '../../http/api-event.ts';
import { callEndpoint, keepingLogger } from '../../http/call-endpoint.ts';
import { approved, pending, voted } from '../../support/fakes/steps.ts';
import { vaultInput, vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aSubmission, aWorld, principal, submitted, type World } from '../../support/fakes/world.ts';

const now = Date.parse('2026-11-24T17:00:00Z');
const minute = 60_000;
const hour = 60 * minute;

const submit = async ({ ports }: World, window: AccessWindow): Promise<string> => {
  const outcome = await makeSubmitRequest(ports)(aSubmission({ window }));
  return outcome.ok ? outcome.value.request.name : `${outcome.refusal.rule} ${outcome.refusal.field}`;
};
/** What was recorded, in short: its type, who, and by which rule. */
const recorded = (world: World): string =>
  world
    .refusals()
    .map(({ type, actor, detail }) => `${type} by ${actor}: ${(detail as { rule: string }).rule}`)
    .join('; ');

describe('a window that cannot be is refused by its rule, and the attempt is recorded', () => {
  it.each<readonly [string, number, number, string]>([
    ['starts in the past', now - 6 * minute, now + hour, 'window-invalid window.start'],
    ['starts a millisecond too long ago', now - 5 * minute - 1, now + hour, 'window-invalid window.start'],
    [
      'starts more than 30 days from now',
      now + 30 * 24 * hour + 1,
      now + 30 * 24 * hour + hour,
      'window-invalid window.start',
    ],
    ['D-10: starts in more than a year', now + 366 * 24 * hour, now + 367 * 24 * hour, 'window-invalid window.start'],
    ['D-10: ends in more than a year', now, now + 366 * 24 * hour, 'window-too-long window.end'],
    ['is reversed', now + 2 * hour, now + hour, 'window-invalid window.end'],
    ['ends when it starts', now + hour, now + hour, 'window-invalid window.end'],
    ['is over already', now - minute, now, 'window-invalid window.end'],
    ['is too long', now, now + 9 * hour, 'window-too-long window.end'],
    ['is a millisecond too long', now, now + 4 * hour + 1, 'window-too-long window.end'],
  ])('%s', async (_, start, end, refused) => {
    const world = aWorld();

    expect(await submit(world, { start, end })).toBe(refused);
    expect(recorded(world)).toBe(`SubmissionRefused by ana: ${refused.split(' ')[0]}`);
  });

  it('but not one that is as long as it may be, or starts as long ago as a clock may be wrong', async () => {
    const world = aWorld();

    expect(await submit(world, { start: now, end: now + 4 * hour })).toBe('pending');
    expect(await submit(world, { start: now - 5 * minute, end: now + hour })).toBe('pending');
    expect(recorded(world)).toBe('');
  });

  it.each([
    ['on a day that does not exist', '2026-02-30T10:00:00Z'],
    ['at an hour that does not exist', '2026-11-24T24:30:00Z'],
    ['without an offset', '2026-11-24T18:00:00'],
  ])('%s: the form itself is refused', async (_, start) => {
    const world = aWorld();
    const { clock, log } = world.ports;
    const shell = { clock, logger: keepingLogger(), recordRefused: makeRecordRefusedCall(log) };
    const endpoint = submitRequestEndpoint(shell, makeSubmitRequest(world.ports));
    const body = {
      credential: 'orders-admin',
      action: 'view_password',
      window: { start, end: '2026-11-24T19:00:00Z' },
    };

    const { json } = await callEndpoint(endpoint, { claims: claimsOf('ana'), body });

    expect(json).toMatchObject({ status: 400, rule: 'invalid-field', field: 'window.start' });
    expect(recorded(world)).toBe('CallRefused by ana: invalid-field');
  });

  it.each<readonly [string, AccessWindow, string]>([
    ['is too long by a millisecond', { start: now, end: now + 4 * hour + 1 }, 'window-too-long'],
    ['is reversed', { start: now + hour, end: now }, 'window-invalid'],
    ['is over', { start: now - hour, end: now - 1 }, 'window-invalid'],
  ])('from an approver as well: %s', async (_, window, rule) => {
    const world = aWorld();
    const id = await pending(world);

    expect(await voted(world, id, 'bruno', { window })).toBe(rule);
    expect(recorded(world)).toBe(`CommandRefused by bruno: ${rule}`);
  });
});

describe('a vote that cannot be is refused by its rule, and the attempt is recorded', () => {
  it('for a level that is not open', async () => {
    const world = aWorld();
    const id = await pending(world);

    expect(await voted(world, id, 'sub-dora')).toBe('level-not-open');
    expect(recorded(world)).toBe('CommandRefused by sub-dora: level-not-open');
  });

  it('by an approver who was removed while the request waits', async () => {
    const world = aWorld();
    const id = await pending(world);
    world.book.edit(vaultPolicy({ approval: { levels: [{ approvers: ['carla'] }, { approvers: ['dora'] }] } }));

    expect(await voted(world, id, 'bruno')).toBe('not-an-approver');
    expect(recorded(world)).toBe('CommandRefused by bruno: not-an-approver');
  });

  it('by the requester', async () => {
    const world = aWorld();

    expect(await voted(world, await pending(world), 'ana')).toBe('no-self-approval');
    expect(recorded(world)).toBe('CommandRefused by ana: no-self-approval');
  });
});

describe('two administrators at once', () => {
  it('are one after the other: the second is told to look again, and that is recorded', async () => {
    const world = aWorld();
    const { reader, meter, writer } = world.book;
    // Both have read the same version before either writes.
    const before = await reader.contents();
    const policy = { ...reader, contents: async () => before };
    const apply = makeApplyPolicy({ policy, meter, writer, log: world.ports.log, secretPrefix: 'countersign/' });
    const edited = (name: string) => ({ ...vaultInput(), users: [...(vaultInput().users ?? []), { id: name, name }] });

    const outcomes = await Promise.all(
      ['first', 'second'].map((id) =>
        apply({ principal: principal(`root-${id}`, 'administrator'), policy: edited(id) }),
      ),
    );

    expect(outcomes).toMatchObject([{ ok: true }, { ok: false, refusal: { rule: 'policy-conflict' } }]);
    expect(recorded(world)).toBe('PolicyRefused by root-second: policy-conflict');
  });
});

describe('a clock that jumps', () => {
  it('ahead, past the deadline: nobody decides any more', async () => {
    const world = aWorld();
    const id = await pending(world);
    world.time.set('2026-11-26T00:00:00Z');

    expect(await voted(world, id, 'bruno')).toBe('deadline-passed');
    expect(recorded(world)).toBe('CommandRefused by bruno: deadline-passed');
  });

  it('ahead, past the end: there is nothing left to give back', async () => {
    const world = aWorld();
    const requestId = await approved(world);
    world.time.set('2026-11-24T19:00:00Z');

    const outcome = await makeReturnAccess(world.ports)({ principal: principal('ana'), requestId });

    expect(outcome).toMatchObject({ refusal: { rule: 'access-over' } });
    expect(recorded(world)).toBe('CommandRefused by ana: access-over');
  });

  it('back: a window is judged by the clock as it is then', async () => {
    const world = aWorld();
    await submitted(world);
    world.time.set('2026-11-24T16:00:00Z');

    expect(await submit(world, { start: now - 2 * hour, end: now })).toBe('window-invalid window.start');
    expect(recorded(world)).toBe('SubmissionRefused by ana: window-invalid');
  });
});

describe('R-03: whoever lacks the role', () => {
  it('is refused the list of all requests, and the attempt is recorded', async () => {
    const world = aWorld();
    const entries: VaultEntry[] = [];
    const log = { append: async (entry: VaultEntry) => void entries.push(entry) };

    const outcome = await makeListRequests({ ...world.ports, log })({ principal: principal('ana'), scope: 'all' });

    expect(outcome).toMatchObject({ refusal: { rule: 'not-allowed' } });
    expect(entries).toEqual([
      { type: 'CallRefused', actor: 'ana', detail: { operation: 'list-requests', rule: 'not-allowed', field: null } },
    ]);
  });
});
