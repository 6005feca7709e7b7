import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { makeCancelRequest } from '../../lambdas/application/requests/cancel-request.ts';
import { makeCastVote } from '../../lambdas/application/requests/cast-vote.ts';
import { makeUseEmergency } from '../../lambdas/application/requests/use-emergency.ts';
import { makeLapseRequest } from '../../lambdas/application/requests/workflow-tasks.ts';
import { firstBroken } from '../../lambdas/core/audit/chain.ts';
import { interceptPorts } from '../support/fakes/intercept.ts';
import { eventsOf, pending, requestOf } from '../support/fakes/steps.ts';
import { vaultPolicy } from '../support/fakes/vault-policy.ts';
import { aWorld, principal, type World } from '../support/fakes/world.ts';

type Ports = World['ports'];
type Move = (ports: Ports, requestId: string) => Promise<unknown>;

const votes =
  (who: string, verdict: 'approve' | 'disapprove'): Move =>
  (ports, requestId) =>
    makeCastVote(ports)({ principal: principal(who), requestId, verdict, windowVersion: 1, channel: 'api' });

/** Each decides the request, if it is the first. */
const moves = {
  'bruno approves': votes('bruno', 'approve'),
  'carla approves': votes('carla', 'approve'),
  'bruno disapproves': votes('bruno', 'disapprove'),
  'carla disapproves': votes('carla', 'disapprove'),
  'ana cancels': (ports, requestId) => makeCancelRequest(ports)({ principal: principal('ana'), requestId }),
  'ana uses the emergency': (ports, requestId) =>
    makeUseEmergency(ports)({ principal: principal('ana'), requestId, reason: 'Orders are lost' }),
  'the timer lets it lapse': (ports, requestId) => makeLapseRequest(ports)(requestId),
} as const satisfies Record<string, Move>;

type Name = keyof typeof moves;

/** Two to five of them at once; the same one may come twice. */
const anyMoves = fc.array(fc.constantFrom(...(Object.keys(moves) as Name[])), { minLength: 2, maxLength: 5 });

const decisions = ['RequestApproved', 'RequestRejected', 'RequestCancelled', 'RequestLapsed', 'EmergencyUsed'];

/** One level of two people, of whom one decides. */
const aRace = async (scheduler: fc.Scheduler, names: readonly Name[], at: string) => {
  const levels = [{ approvers: ['bruno', 'carla'], approvals: 1, disapprovals: 1 }];
  const world = aWorld({ policy: vaultPolicy({ approval: { levels } }) });
  const id = await pending(world);
  world.time.set(at);
  const ports = interceptPorts(world.ports, (_name, act) =>
    scheduler.scheduleFunction(async (...args: never[]) => act(...args)),
  );
  await scheduler.waitFor(Promise.all(names.map((name) => moves[name](ports, id))));
  return { id, world, decided: (await eventsOf(world, id)).filter((type) => decisions.includes(type)) };
};

const isLapse = (name: Name): boolean => name === 'the timer lets it lapse';
const runs = { numRuns: 500 };
/** Milliseconds: each run is some hundred calls. */
const patience = 60_000;

describe('commands that reach a request at the same time, in any order of their calls (T-10)', () => {
  test.prop([fc.scheduler(), anyMoves], runs)(
    'decide it once',
    async (scheduler, names) => {
      const { decided, world, id } = await aRace(scheduler, names, '2026-11-24T17:30:00Z');

      // Before the deadline the timer has nothing to say; anything else decides.
      expect(decided).toHaveLength(names.every(isLapse) ? 0 : 1);
      const history = await world.ports.requests.history(id);
      expect(firstBroken(history, world.ports.digest)).toBeUndefined();
      expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1));
    },
    patience,
  );

  test.prop([fc.scheduler(), anyMoves], runs)(
    'at the deadline decide nothing but the lapse',
    async (scheduler, names) => {
      const { decided, world, id } = await aRace(scheduler, names, '2026-11-24T19:00:00Z');

      const lapses = names.some(isLapse);
      const cancels = names.includes('ana cancels');
      expect(decided).toHaveLength(lapses || cancels ? 1 : 0);
      expect(['pending', 'lapsed', 'cancelled']).toContain((await requestOf(world, id)).name);
    },
    patience,
  );
});
