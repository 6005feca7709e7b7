import type { Grant } from '../../lambdas/core/request/custody.ts';
import {
  type Ending,
  type Holding,
  lockAfterClose,
  passwordAtEnd,
  passwordIsDue,
} from '../../lambdas/core/request/owed-change.ts';
import type { Step } from '../checker/model.ts';
import { commit } from './commit.ts';
import { decide } from './decide.ts';
import { hasGrant } from './request.ts';
import type { Setting, Window } from './setting.ts';
import { type Closer, caseOf, type Execution, idle, type Seen, type State, withCase } from './state.ts';

type Steps = readonly Step<State, Seen>[];

/** Which execution a worker closes for: the approval workflow at its end, or the small machine. */
export interface Seat {
  readonly of: number;
  readonly machine: 'approval' | 'small';
}

/**
 * Closing an access (lambdas/application/closing/close-access.ts), one step for each of its writes and calls. Step Functions
 * tries again without end: whatever goes wrong, it begins anew. A machine that is stopped does not stop its worker.
 */
export const closingSteps = (setting: Setting, state: State, seat: Seat, label: string): Steps => {
  const execution = caseOf(state, seat.of)[seat.machine];
  const { closer } = execution;
  const name = `${label}close (${seat.machine}): `;
  const step = (what: string, next: State) => ({ name: name + what, by: 'system' as const, next });
  if (closer.place === 'idle' && execution.place !== 'close') return [];
  const kill: Steps =
    state.faults > 0 && closer.place !== 'idle'
      ? [
          {
            name: `${name}killed`,
            by: 'fault',
            next: sit({ ...state, faults: state.faults - 1 }, seat, { closer: idle }),
          },
        ]
      : [];
  switch (closer.place) {
    case 'idle':
      return [step('read', begin(setting, state, seat))];
    case 'planned':
      return [step('mark the lock', mark(state, seat)), ...kill];
    case 'marked':
      return [step('change the password', rotate(state, seat)), ...kill];
    case 'rotated':
      return [step('read again', confirm(setting, state, seat)), ...kill];
    case 'confirming':
      return [step('record', finish(setting, state, seat)), ...kill];
  }
};

const sit = (state: State, { of, machine }: Seat, change: Partial<Execution>): State =>
  withCase(state, of, { [machine]: { ...caseOf(state, of)[machine], ...change } });

const work = (state: State, seat: Seat, change: Partial<Closer>): State =>
  sit(state, seat, { closer: { ...caseOf(state, seat.of)[seat.machine].closer, ...change } });

const begin = (setting: Setting, state: State, seat: Seat): State => {
  const { request } = caseOf(state, seat.of);
  if (request.closure !== 'none') return sit(state, seat, { place: 'done' });
  // Nothing is over: the approval workflow asks the request where to go, the small machine tries again.
  if (!hasGrant(request)) return setting.broken === 'close-throws-where-nothing-is-open' ? state : astray(state, seat);
  if (state.now < request.end) return astray(state, seat);
  const plan = passwordAtEnd(holdingOf(state), endingOf(setting, state, seat.of));
  if (plan === 'changing') return state;
  const place = plan === 'change' ? 'planned' : 'rotated';
  return work(state, seat, { place, plan, lockVersion: state.vault.lockVersion });
};

const astray = (state: State, seat: Seat): State =>
  seat.machine === 'approval' ? sit(state, seat, { place: 'recover' }) : state;

/** The credential as the core's own rule looks at it: of the custody rule there is no second version. */
const holdingOf = ({ vault, cases }: State): Holding => ({
  lock: vault.lock,
  grants: cases.flatMap(({ request }, of) => (hasGrant(request) ? [grantOf(request, of)] : [])),
});

const grantOf = ({ start, end }: Window, of: number): Grant => ({ requestId: String(of), start, end });

const endingOf = (setting: Setting, state: State, of: number): Ending => {
  const { request } = caseOf(state, of);
  const asksForChange = setting.rotate === 'always' || request.released;
  return { over: grantOf(request, of), asksForChange, within: NEVER, now: state.now };
};

/** `rotateWithin` ends after the model does: a change that is put off for too long is not modelled. */
const NEVER = 100;

/** Nobody gets the credential until the change is confirmed. */
export const isChangeDue = (state: State): boolean => passwordIsDue(holdingOf(state), NEVER, state.now);

const mark = (state: State, seat: Seat): State => {
  const { vault, now } = state;
  const { lockVersion } = caseOf(state, seat.of)[seat.machine].closer;
  if (vault.lock.rotating === String(seat.of)) return work(state, seat, { place: 'marked' });
  if (vault.lockVersion !== lockVersion || vault.lock.rotating !== undefined) return work(state, seat, idle);
  const lock = { ...vault.lock, rotating: String(seat.of), rotatingSince: now };
  const marked = { ...state, vault: { ...vault, lock, lockVersion: lockVersion + 1 } };
  return work(marked, seat, { place: 'marked' });
};

/** The same close asks for the same rotation: done twice, it changes the password once. */
const rotate = (state: State, seat: Seat): State => {
  const { vault } = state;
  const next = work(state, seat, { place: 'rotated' });
  if (vault.changedBy[seat.of]) return next;
  return { ...next, vault: { ...vault, password: vault.password + 1, changedBy: vault.changedBy.with(seat.of, true) } };
};

/** Looks at everything once more; where the plan changed meanwhile, the close begins again. */
const confirm = (setting: Setting, state: State, seat: Seat): State => {
  const { request, [seat.machine]: execution } = caseOf(state, seat.of);
  const plan = passwordAtEnd(holdingOf(state), endingOf(setting, state, seat.of));
  if (plan !== execution.closer.plan) return work(state, seat, idle);
  const { lockVersion } = state.vault;
  return work(state, seat, { place: 'confirming', lockVersion, version: request.version, at: state.now });
};

const finish = (setting: Setting, state: State, seat: Seat): State => {
  const { request, [seat.machine]: execution } = caseOf(state, seat.of);
  const { plan, lockVersion, version, at } = execution.closer;
  if (plan === 'none') throw new Error('a close is confirmed without a plan');
  if (lockVersion !== state.vault.lockVersion || version !== request.version)
    return work(state, seat, { place: 'rotated' });
  const closure = plan === 'change' ? 'changed' : plan;
  const taken = decide(setting, request, { type: 'close', closure }, state.now);
  if (taken === 'refused') throw new Error(`the close of a request that is ${request.name} was refused`);
  const place = execution.place === 'close' ? 'done' : execution.place;
  const lock = lockAfterClose(holdingOf(state), { ...endingOf(setting, state, seat.of), now: at }, plan);
  // Closed by another worker meanwhile: nothing is written.
  const written =
    taken.events.length === 0 ? state : commit(setting, { ...state, vault: { ...state.vault, lock } }, seat.of, taken);
  return sit(written, seat, { place, closer: idle });
};
