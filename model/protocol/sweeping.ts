import type { Step } from '../checker/model.ts';
import { commit } from './commit.ts';
import { decide } from './decide.ts';
import { hasGrant } from './request.ts';
import type { Setting } from './setting.ts';
import { type Case, caseOf, type Execution, type Seen, type State, withCase } from './state.ts';

type Steps = readonly Step<State, Seen>[];

/**
 * What the sweeper does (lambdas/application/sweep/request-sweeps.ts). It lapses beside a workflow that runs; for the rest
 * it waits a grace time, so here it acts where the workflow is gone, and a rescue of one that is only slow is a fault.
 */
export const sweepSteps = (setting: Setting, state: State, of: number, label: string): Steps => {
  if (setting.broken === 'no-sweeper' || setting.broken === 'no-outbox') return [];
  const each = caseOf(state, of);
  const step = (what: string, next: State) => ({ name: `${label}sweeper: ${what}`, by: 'system' as const, next });
  const lapsed =
    each.request.name === 'pending' ? decide(setting, each.request, { type: 'lapse' }, state.now) : 'refused';
  if (lapsed !== 'refused') return [step('lapse', commit(setting, state, of, lapsed))];
  if (isUnasked(each) && isGone(each)) return [step('restart the workflow', restart(state, of))];
  if (isUnwatched(each, state.now)) return [step('restart the workflow', restart(state, of))];
  if (isUnclosed(each, state.now)) return [step('start the close', startClose(state, of))];
  return isUnasked(each) ? slow(state, of, label) : [];
};

const isGone = ({ approval }: Case): boolean => approval.place === 'done' || approval.place === 'stopped';

/** A level that was to be asked and was not. */
const isUnasked = ({ request, approval }: Case): boolean =>
  request.name === 'pending' && !request.asked && approval.place !== 'none';

/** An access without a workflow that waits for its end. */
const isUnwatched = (each: Case, now: number): boolean =>
  (each.request.name === 'approved' || each.request.name === 'emergency') && now < each.request.end && isGone(each);

/** An access that is over, and nobody is there to close it. */
const isUnclosed = (each: Case, now: number): boolean =>
  hasGrant(each.request) &&
  now >= each.request.end &&
  isGone(each) &&
  each.small.place === 'none' &&
  !each.outbox.close;

const restart = (state: State, of: number): State => {
  const { approval } = caseOf(state, of);
  const next: Execution = { ...approval, place: 'ask', token: approval.token + 1 };
  return withCase(state, of, { approval: next });
};

const startClose = (state: State, of: number): State => {
  const { small } = caseOf(state, of);
  return withCase(state, of, { small: { ...small, place: 'close' } });
};

const slow = (state: State, of: number, label: string): Steps => {
  if (state.faults === 0) return [];
  const next = restart({ ...state, faults: state.faults - 1 }, of);
  return [{ name: `${label}sweeper: restart the workflow, which was only slow`, by: 'fault', next }];
};
