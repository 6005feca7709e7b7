import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { makeCloseAccess } from '../../../lambdas/application/closing/close-access.ts';
import { makeExtendAccess, makeProlongSessions } from '../../../lambdas/application/requests/extend-access.ts';
import { makeReturnAccess } from '../../../lambdas/application/requests/return-access.ts';
import { makeRevokeAccess } from '../../../lambdas/application/requests/revoke-access.ts';
import { makeEndSessions } from '../../../lambdas/application/sessions/end-sessions.ts';
import type { OpenSessionPorts } from '../../../lambdas/application/sessions/open-session.ts';
import { accessOf } from '../../../lambdas/core/request/access.ts';
import { untilDone } from '../../support/fakes/crash.ts';
import { type Act, interceptPorts } from '../../support/fakes/intercept.ts';
import { recordingRotation } from '../../support/fakes/recorders.ts';
import { anOpenAccess, aSessionVault, opening } from '../../support/fakes/session-vault.ts';
import { requestOf } from '../../support/fakes/steps.ts';
import { principal, type World } from '../../support/fakes/world.ts';

type Ports = OpenSessionPorts & Pick<World['ports'], 'custody' | 'openReview' | 'pause'>;

interface Stage {
  readonly world: World;
  readonly ports: Ports;
  readonly requestId: string;
}

/** Step Functions closes: again, until it is confirmed. */
const close = ({ ports, requestId }: Stage): Promise<void> =>
  untilDone(() =>
    makeCloseAccess({
      ...ports,
      rotateSecret: recordingRotation().rotateSecret,
      endSessions: makeEndSessions(ports),
    })(requestId),
  );

const prolong = async (stage: Stage, until: string): Promise<void> => {
  const { ports, requestId: grant } = stage;
  await makeExtendAccess(ports)({ grant, extension: 'another', until: Date.parse(until) });
  await makeProlongSessions(ports)(grant);
};

/** What may happen while a session is opened. Whatever ends the access is followed by its close. */
const moves = {
  'ana opens a session': ({ ports, requestId }: Stage) => opening(ports, requestId),
  'ana returns': async (stage: Stage) => {
    const { ports, requestId } = stage;
    const ended = await makeReturnAccess(ports)({ principal: principal('ana'), requestId });
    if (ended.ok) await close(stage);
  },
  'bruno revokes': async (stage: Stage) => {
    const { ports, requestId } = stage;
    const act = { principal: principal('bruno'), requestId, text: 'It was called off' };
    const ended = await makeRevokeAccess(ports)(act);
    if (ended.ok) await close(stage);
  },
  'it goes on until 20:00': (stage: Stage) => prolong(stage, '2026-11-24T20:00:00Z'),
  'it goes on until 21:00': (stage: Stage) => prolong(stage, '2026-11-24T21:00:00Z'),
} as const;

type Name = keyof typeof moves;

interface Move {
  readonly name: Name;
  /** How many other calls the scheduler puts before it, more or less: an opening takes some forty. */
  readonly after: number;
}

const anyMove = fc.record({ name: fc.constantFrom(...(Object.keys(moves) as Name[])), after: fc.nat(40) });
const anyMoves: fc.Arbitrary<Move[]> = fc.array(anyMove, { minLength: 1, maxLength: 3 });

/** Whether an order comes a second time, soon or when all else is over. */
type Again = 'never' | 'soon' | 'last';

/**
 * Every call happens at a moment of the scheduler's choice. An order about a role may come a second time, whenever that
 * is: a client whose connection broke sends it again, and the first one may only have been slow.
 */
const scheduled = (scheduler: fc.Scheduler, { time }: World, again: () => Again) => {
  const repeats: Promise<unknown>[] = [];
  const last: (() => Promise<unknown>)[] = [];
  const around = (name: string, act: Act): Act => {
    const happen = scheduler.scheduleFunction(async (...args: never[]) => {
      time.advance(1);
      return act(...args);
    });
    return (...args: never[]) => {
      const repeat = name.startsWith('roles.') ? again() : 'never';
      if (repeat === 'soon') repeats.push(happen(...args));
      if (repeat === 'last') last.push(() => happen(...args));
      return happen(...args);
    };
  };
  return { around, repeats: () => Promise.all([...repeats, ...last.map((happen) => happen())]) };
};

const aRace = async (scheduler: fc.Scheduler, chosen: readonly Move[], again: () => Again) => {
  const vault = aSessionVault();
  const { world, roles, channels } = vault;
  const requestId = await anOpenAccess(world);
  const { around, repeats } = scheduled(scheduler, world, again);
  const ports: Ports = interceptPorts({ ...world.ports, ...vault.ports }, around);
  const opened = opening(ports, requestId);
  const others = chosen.map(async ({ name, after }) => {
    for (let nth = 0; nth < after; nth += 1) await scheduler.schedule(Promise.resolve());
    return moves[name]({ world, ports, requestId });
  });
  await scheduler.waitFor(Promise.all([opened, ...others]));
  await scheduler.waitFor(repeats());
  return { roles, channels, opened: await opened, request: await requestOf(world, requestId) };
};

const anyRace = [fc.scheduler(), anyMoves, fc.infiniteStream(fc.constantFrom<Again>('never', 'soon', 'last'))] as const;
const runs = { numRuns: 300 };
/** Milliseconds: each run is some hundred calls. */
const patience = 60_000;

describe('a session that is opened while its access ends or goes on, in any order of the calls', () => {
  test.prop([...anyRace], runs)(
    'E-11: cannot be used once the access is closed, even where an order to its role comes twice',
    async (scheduler, chosen, again) => {
      const { request, roles, channels } = await aRace(scheduler, chosen, () => again.next().value);

      if (accessOf(request)?.closure === undefined) return;
      expect([...roles.values()].filter(({ state }) => state === 'active')).toEqual([]);
      expect([...channels.keys()]).toEqual([]);
    },
    patience,
  );

  test.prop([...anyRace], runs)(
    'lasts to the end of the access as it is now, where it was given',
    async (scheduler, chosen, again) => {
      const { request, roles, opened } = await aRace(scheduler, chosen, () => again.next().value);

      const access = accessOf(request);
      if (!opened.ok || access?.endedAt !== undefined) return;
      expect(roles.get(opened.value.sessionId)).toMatchObject({ state: 'active', until: access?.window.end });
    },
    patience,
  );
});
