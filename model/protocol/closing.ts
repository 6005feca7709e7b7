import type { Step } from '../checker/model.ts';
import { commit } from './commit.ts';
import { decide } from './decide.ts';
import { hasGrant, type Request } from './request.ts';
import type { Setting, Window } from './setting.ts';
import { type Closer, caseOf, type Execution, idle, type Seen, type State, withCase } from './state.ts';

type Steps = readonly Step<State, Seen>[];

/** Which execution a worker closes for: the approval workflow at its end, or the small machine. */
export interface Seat {
  readonly of: number;
  readonly machine: 'approval' | 'small';
}

/**
 * Closing an access (lambdas/application/close-access.ts), one step for each of its writes and calls. Step Functions
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
  const plan = planFor(setting, state, seat.of);
  const place = plan === 'change' ? 'planned' : 'rotated';
  return work(state, seat, { place, plan, lockVersion: state.vault.lockVersion });
};

const astray = (state: State, seat: Seat): State =>
  seat.machine === 'approval' ? sit(state, seat, { place: 'recover' }) : state;

const planFor = (setting: Setting, state: State, of: number): Closer['plan'] => {
  const { request } = caseOf(state, of);
  const { vault } = state;
  if (vault.rotating === of + 1) return 'change';
  if (vault.changedAfter[of]) return 'changed';
  if (!(setting.rotate === 'always' || request.released || vault.owedSince >= 0)) return 'not-used';
  return isLeftToLater(state, request) ? 'owed-by-a-later-window' : 'change';
};

/** A grant that is over leaves the change to one that is live and began before or at its end. */
const isLeftToLater = ({ cases, now }: State, over: Window): boolean =>
  cases.some(({ request }) => hasGrant(request) && isLive(request, now) && request.start <= over.end);

/** The end of this access has come, by the clock or early. */
const isOver = ({ name, end }: Request, now: number): boolean =>
  name === 'revoked' || name === 'returned' || name === 'ended' || (hasEnd(name) && end <= now);

const hasEnd = (name: Request['name']): boolean => name === 'approved' || name === 'emergency';

const isLive = ({ start, end }: Window, now: number): boolean => start <= now && now < end;

/** True while a change is due that no live window may put off: nobody gets the credential until it is confirmed. */
export const passwordIsDue = (state: State): boolean =>
  state.cases.some(({ request }) => hasGrant(request) && request.end <= state.now && !isLeftToLater(state, request));

const mark = (state: State, seat: Seat): State => {
  const { vault } = state;
  const { lockVersion } = caseOf(state, seat.of)[seat.machine].closer;
  if (vault.rotating === seat.of + 1) return work(state, seat, { place: 'marked' });
  if (vault.lockVersion !== lockVersion || vault.rotating !== 0) return work(state, seat, idle);
  const rotatingAfter = state.cases.map(({ request }) => isOver(request, state.now));
  const marked = { ...vault, rotating: seat.of + 1, rotatingAfter, lockVersion: lockVersion + 1 };
  return work({ ...state, vault: marked }, seat, { place: 'marked' });
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
  if (planFor(setting, state, seat.of) !== execution.closer.plan) return work(state, seat, idle);
  const { lockVersion } = state.vault;
  return work(state, seat, { place: 'confirming', lockVersion, version: request.version });
};

const finish = (setting: Setting, state: State, seat: Seat): State => {
  const { request, [seat.machine]: execution } = caseOf(state, seat.of);
  const { plan, lockVersion, version } = execution.closer;
  if (lockVersion !== state.vault.lockVersion || version !== request.version)
    return work(state, seat, { place: 'rotated' });
  const closure = plan === 'change' ? 'changed' : plan;
  const taken = decide(setting, request, { type: 'close', closure }, state.now);
  if (taken === 'refused') throw new Error(`the close of a request that is ${request.name} was refused`);
  const place = execution.place === 'close' ? 'done' : execution.place;
  // Closed by another worker meanwhile: nothing is written.
  const written = taken.events.length === 0 ? state : commit(setting, lockAfter(state, plan), seat.of, taken);
  return sit(written, seat, { place, closer: idle });
};

const lockAfter = (state: State, plan: Closer['plan']): State => {
  const { vault, cases } = state;
  if (plan === 'change') {
    const { rotatingAfter: changedAfter, changes } = vault;
    return { ...state, vault: { ...vault, rotating: 0, owedSince: -1, changedAfter, changes: changes + 1 } };
  }
  if (plan !== 'owed-by-a-later-window' || vault.owedSince >= 0) return state;
  const ends = cases.flatMap(({ request }) => (hasGrant(request) ? [request.end] : []));
  return { ...state, vault: { ...vault, owedSince: Math.min(...ends) } };
};
