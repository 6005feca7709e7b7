import { describe, expect, it } from 'vitest';
import { makeReleasePassword } from '../../../lambdas/application/release/release-password.ts';
import { makeAskExtension } from '../../../lambdas/application/requests/ask-extension.ts';
import { makeCancelRequest } from '../../../lambdas/application/requests/cancel-request.ts';
import { makeCastVote } from '../../../lambdas/application/requests/cast-vote.ts';
import { makeReturnAccess } from '../../../lambdas/application/requests/return-access.ts';
import { makeReviewEmergency } from '../../../lambdas/application/requests/review-emergency.ts';
import { makeRevokeAccess } from '../../../lambdas/application/requests/revoke-access.ts';
import { makeShowRequest } from '../../../lambdas/application/requests/show-request.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { makeOpenSession, type OpenSessionPorts } from '../../../lambdas/application/sessions/open-session.ts';
import type { Result } from '../../../lambdas/core/result.ts';
import { anOpenAccess, aSessionVault } from '../../support/fakes/session-vault.ts';
import { approved, pending } from '../../support/fakes/steps.ts';
import { principal, type World } from '../../support/fakes/world.ts';

interface Target {
  readonly ports: World['ports'] & Pick<OpenSessionPorts, 'roles' | 'channel' | 'newPassword'>;
  readonly act: { readonly principal: ReturnType<typeof principal>; readonly requestId: string };
}

/** Every endpoint that names a request. */
const endpoints: Readonly<Record<string, (target: Target) => Promise<Result<unknown>>>> = {
  'GET /requests/{id}': ({ ports, act }) => makeShowRequest(ports)(act),
  'POST decisions': ({ ports, act }) =>
    makeCastVote(ports)({ ...act, verdict: 'approve', windowVersion: 1, channel: 'api' }),
  'POST emergency': ({ ports, act }) => makeUseEmergency(ports)({ ...act, reason: 'orders are lost' }),
  'POST cancel': ({ ports, act }) => makeCancelRequest(ports)(act),
  'POST return': ({ ports, act }) => makeReturnAccess(ports)(act),
  'POST revoke': ({ ports, act }) => makeRevokeAccess(ports)({ ...act, text: 'no' }),
  'POST review': ({ ports, act }) => makeReviewEmergency(ports)({ ...act, verdict: 'justified', text: 'fine' }),
  'POST extension': ({ ports, act }) =>
    makeAskExtension(ports)({ ...act, until: Date.parse('2026-11-24T20:00:00Z'), justification: 'more' }),
  'POST password': ({ ports, act }) =>
    makeReleasePassword({
      ...ports,
      readSecret: async () => ({ username: 'x', password: 'x' }),
      secretExists: async () => true,
    })(act),
  'POST sessions': ({ ports, act }) => makeOpenSession(ports)(act),
};

const strangers = [
  ['a stranger', principal('eva')],
  ['a machine', principal('bot')],
  ['somebody who was disabled', principal('gone')],
  ['somebody whom the policy does not know', principal('mallory')],
  ['an approver under another name than the sign-in’s', principal('dora')],
  ['the requester in another case', principal('ANA')],
  ['nobody', principal('')],
] as const;

const states = {
  'that waits': (world: World) => pending(world),
  'that was approved': (world: World) => approved(world),
  'for a session that was approved': (world: World) => anOpenAccess(world),
} as const;

const matrix = strangers.flatMap(([who, by]) =>
  Object.entries(states).flatMap(([state, make]) =>
    Object.entries(endpoints).map(([endpoint, call]) => [who, endpoint, state, { by, make, call }] as const),
  ),
);

describe('I-04: a foreign request is as little there as one that is absent', () => {
  it.each(matrix)('for %s by %s of a request %s', async (_who, _endpoint, _state, { by, make, call }) => {
    const { world, ports: session } = aSessionVault();
    const ports = { ...session, ...world.ports };
    const requestId = await make(world);
    const before = await ports.requests.load(requestId);

    const foreign = await call({ ports, act: { principal: by, requestId } });
    const absent = await call({ ports, act: { principal: by, requestId: '01KATZ9B00TEST000000999999' } });

    expect(foreign).toEqual({ ok: false, refusal: { rule: 'no-such-request', reason: expect.any(String) } });
    expect(absent).toEqual(foreign);
    expect(await ports.requests.load(requestId)).toEqual(before);
  });

  it('its own requester finds it by each of them: the matrix can fail', async () => {
    const { world, ports: session } = aSessionVault();
    const requestId = await pending(world);
    const act = { principal: principal('ana'), requestId };

    for (const [endpoint, call] of Object.entries(endpoints)) {
      const outcome = await call({ ports: { ...session, ...world.ports }, act });
      expect(outcome.ok ? '' : outcome.refusal.rule, endpoint).not.toBe('no-such-request');
    }
  });
});

describe('I-05: a thousand guesses of an id', () => {
  it('are answered alike, whether or not they hit, and each is recorded', async () => {
    const { world } = aSessionVault();
    const hits = new Set<string>();
    for (let made = 0; made < 10; made += 1) hits.add(await pending(world));
    const guesses = Array.from({ length: 1000 }, (_, n) => `01KATZ9B00TEST000000${String(n).padStart(6, '0')}`);
    const cancel = makeCancelRequest(world.ports);

    const answers = new Set<string>();
    for (const requestId of guesses)
      answers.add(JSON.stringify(await cancel({ principal: principal('eva'), requestId })));

    expect(guesses.filter((guess) => hits.has(guess))).toHaveLength(10);
    expect(answers.size).toBe(1);
    expect(world.refusals()).toHaveLength(1000);
  });
});
