import { fc } from '@fast-check/vitest';
import type { Command, Context } from '../../../lambdas/core/request/commands.ts';
import { decide } from '../../../lambdas/core/request/decide.ts';
import { type Step, stepsFor } from '../../../lambdas/core/request/effects.ts';
import type { RequestEvent } from '../../../lambdas/core/request/events.ts';
import { replay } from '../../../lambdas/core/request/evolve.ts';
import type { Outcome } from '../../../lambdas/core/request/outcome.ts';
import type { Standing } from '../../../lambdas/core/request/people.ts';
import { currentWindow, notThere, type Request, type RequestState } from '../../../lambdas/core/request/state.ts';
import { at, facts, level, minutes, rules, sessionPlace } from '../../support/request-parts.ts';

/** One command of a life, with what it met and what it led to. */
export interface Moment {
  readonly before: RequestState;
  readonly command: Command;
  readonly context: Context;
  readonly outcome: Outcome;
  readonly events: readonly RequestEvent[];
  readonly after: RequestState;
  readonly steps: readonly Step[];
}

/** A command as it comes to a request, and how much later than the one before. */
type Move = (state: RequestState, now: number) => Command;
export type Life = { readonly first: Command; readonly moves: readonly Timed[] };
type Timed = { readonly move: Move; readonly later: number; readonly people: Context['people'] };

const people = ['ana', 'bruno', 'carla', 'dora', 'edu'];
/** Fabio is named by no group: he votes as a delegate only. */
const person = fc.constantFrom(...people);
const anybody = fc.constantFrom(...people, 'fabio');
const small = fc.integer({ min: 1, max: 2 });

const anyLevel = fc
  .tuple(fc.uniqueArray(person, { minLength: 1, maxLength: 4 }), small, small)
  .map(([approvers, approvals, disapprovals]) => level(approvers, { approvals, disapprovals }));

const anySubmission: fc.Arbitrary<Command> = fc
  .record({
    levels: fc.array(anyLevel, { minLength: 1, maxLength: 3 }),
    emergency: fc.boolean(),
    start: fc.integer({ min: 0, max: 60 }),
    length: fc.integer({ min: 30, max: 120 }),
    deadline: fc.integer({ min: 30, max: 240 }),
    clockStarts: fc.constantFrom('request' as const, 'approval' as const),
    immediate: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
  })
  .map(({ levels, emergency, clockStarts, start, length, deadline, immediate }) => {
    if (immediate) return { type: 'submit', facts: facts({ restrictionCode: '11100045' }) };
    const window = { start: at('14:00') + minutes(start), end: at('14:00') + minutes(start + length) };
    const asked = {
      rules: rules({ levels, emergency, review: { within: minutes(2) }, clockStarts }),
      deadline: at('14:00') + minutes(deadline),
      window,
    };
    return { type: 'submit', facts: facts(), approval: asked };
  });

/** An edit moves both ends of the window as it is now; anything may come of it. */
const anyEdit = fc.option(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 60 })), { freq: 3 });
const editOf = (state: RequestState, edit: readonly [number, number] | null) => {
  if (!(edit && 'windows' in state)) return undefined;
  const { start, end } = currentWindow(state);
  return { start: start + minutes(edit[0]), end: end + minutes(edit[1]) };
};

const anyVote: fc.Arbitrary<Move> = fc
  .record({ by: anybody, approves: fc.integer({ min: 0, max: 3 }), edit: anyEdit, old: fc.integer({ min: 0, max: 5 }) })
  .map(({ by, approves, edit, old }) => (state) => ({
    type: 'vote',
    by,
    verdict: approves > 0 ? 'approve' : 'disapprove',
    windowVersion: 'windows' in state ? Math.max(1, state.windows.length - Math.max(0, old - 3)) : 1,
    window: approves > 0 ? editOf(state, edit) : undefined,
    channel: 'api',
  }));

/** The person whom the open level still waits for: without this move few lives would ever be approved. */
const wantedVote: fc.Arbitrary<Move> = fc.nat({ max: 9 }).map((pick) => (state) => {
  const wanted = state.name === 'pending' ? (state.rules.levels[state.level - 1]?.approvers ?? []) : people;
  const by = wanted[pick % wanted.length] ?? 'bruno';
  const windowVersion = 'windows' in state ? state.windows.length : 1;
  return { type: 'vote', by, verdict: 'approve', windowVersion, channel: 'api' };
});

const flags = fc.constantFrom('000', '100', '110', '111');
const constant = (command: Command) => fc.constant<Move>(() => command);

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: wantedVote },
  { weight: 8, arbitrary: anyVote },
  { weight: 6, arbitrary: constant({ type: 'open-level' }) },
  {
    weight: 4,
    arbitrary: flags.map(
      (is): Move =>
        () => ({ type: 'release', by: 'ana', flags: is as '000', passwordDue: false, lasts: minutes(5) }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(flags, fc.nat({ max: 9 })).map(
      ([is, name]): Move =>
        () => ({
          type: 'open-session',
          by: 'ana',
          flags: is as '000',
          passwordDue: false,
          sessionId: `s${name}`,
          place: sessionPlace,
          lasts: minutes(15),
        }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.nat({ max: 90 }).map(
      (more): Move =>
        (state) => ({
          type: 'extend',
          extension: 'other',
          until: ('window' in state ? state.window.end : 0) + minutes(more),
        }),
    ),
  },
  { weight: 5, arbitrary: constant({ type: 'close', password: 'changed' }) },
  { weight: 2, arbitrary: constant({ type: 'note-overdue' }) },
  { weight: 1, arbitrary: constant({ type: 'lapse' }) },
  { weight: 3, arbitrary: constant({ type: 'recheck' }) },
  { weight: 3, arbitrary: constant({ type: 'remind' }) },
  { weight: 1, arbitrary: constant({ type: 'note-review-overdue' }) },
  {
    weight: 3,
    arbitrary: person.map(
      (by): Move =>
        () => ({ type: 'review', by, administrator: false, verdict: 'justified', text: 'it was' }),
    ),
  },
  {
    weight: 1,
    arbitrary: person.map(
      (by): Move =>
        () => ({ type: 'cancel', by }),
    ),
  },
  {
    weight: 1,
    arbitrary: person.map(
      (by): Move =>
        () => ({ type: 'use-emergency', by, reason: 'orders are lost' }),
    ),
  },
  {
    weight: 3,
    arbitrary: person.map(
      (by): Move =>
        () => ({ type: 'revoke', by, administrator: false, text: 'called off' }),
    ),
  },
  {
    weight: 1,
    arbitrary: person.map(
      (by): Move =>
        () => ({ type: 'return', by }),
    ),
  },
  {
    weight: 1,
    arbitrary: anySubmission.map(
      (command): Move =>
        () =>
          command,
    ),
  },
);

const anyStanding: fc.Arbitrary<Standing> = fc.record({
  enabled: fc.integer({ min: 0, max: 9 }).map((dice) => dice > 0),
  named: fc.integer({ min: 0, max: 9 }).map((dice) => dice > 0),
  delegate: fc.option(fc.constantFrom('bruno', 'carla', 'fabio'), { nil: undefined, freq: 3 }),
});
const good: Standing = { enabled: true, named: true };
const fabio: Standing = { enabled: true, named: false };
const anyPeople = fc
  .tuple(...people.map(() => anyStanding))
  .map((all) => ({ ...Object.fromEntries(people.map((id, index) => [id, all[index] ?? good])), fabio }));

/** Any submission and whatever anybody tries afterwards, at rising instants. */
export const anyLife: fc.Arbitrary<Life> = fc.record({
  first: anySubmission,
  moves: fc.array(
    fc.record({
      move: anyMove,
      later: fc.constantFrom(0, 0, 1, minutes(2), minutes(10), minutes(45)),
      people: anyPeople,
    }),
    { maxLength: 25 },
  ),
});

const step = (before: RequestState, command: Command, context: Context): Moment => {
  const outcome = decide(before, command, context);
  const events = outcome.ok ? outcome.value : [];
  const after = replay(events, before);
  const steps = events.flatMap((event) => stepsFor(event, before, after as Request));
  return { before, command, context, outcome, events, after, steps };
};

/** Lives a life by the real core. */
export const live = ({ first, moves }: Life): readonly Moment[] => {
  let now = at('14:00');
  const moments = [step(notThere, first, { now, people: {} })];
  for (const { move, later, people: standings } of moves) {
    now += later;
    const before = moments.at(-1)?.after ?? notThere;
    moments.push(step(before, move(before, now), { now, people: standings }));
  }
  return moments;
};
