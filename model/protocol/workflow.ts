import type { Step } from '../checker/model.ts';
import { commit } from './commit.ts';
import { answerFor } from './consequence.ts';
import { decide } from './decide.ts';
import { follow } from './dispatch.ts';
import type { Setting } from './setting.ts';
import { caseOf, type Execution, type Seen, type State, withCase } from './state.ts';

type Steps = readonly Step<State, Seen>[];

/**
 * The approval workflow (design.md 5; lambdas/application/requests/workflow-tasks.ts). Its tasks are one step each: a write that
 * lost its race is decided again on what it then reads, so only the instant of the write that won can be seen.
 */
export const workflowSteps = (setting: Setting, state: State, of: number, label: string): Steps => {
  const { approval } = caseOf(state, of);
  const step = (name: string, next: State) => ({ name: `${label}workflow: ${name}`, by: 'system' as const, next });
  const overdue = state.now >= setting.deadline;
  switch (approval.place) {
    case 'ask':
      return [step('ask', ask(setting, state, of)), ...(overdue ? [step('time out', go(state, of, 'lapse'))] : [])];
    case 'asking':
      return overdue ? [step('time out', go(state, of, 'lapse'))] : [];
    case 'lapse':
      return [step('lapse', lapse(setting, state, of))];
    case 'recover':
      return [step('recover', recover(state, of))];
    case 'wait':
      return state.now >= approval.until ? [step('the wait is over', go(state, of, 'close'))] : [];
    // The closing is a worker of its own (closing.ts).
    case 'close':
    case 'none':
    case 'done':
    case 'stopped':
      return [];
  }
};

/** A task that fails, a timer that is early, and a callback that somebody forged (threats.md E-14). */
export const workflowFaults = (setting: Setting, state: State, of: number, label: string): Steps => {
  if (state.faults === 0) return [];
  const worse = { ...state, faults: state.faults - 1 };
  const { approval } = caseOf(state, of);
  const fault = (name: string, next: State, seen?: Seen) => ({
    name: `${label}workflow: ${name}`,
    by: 'fault' as const,
    next,
    seen,
  });
  if (approval.place === 'wait') return [fault('the wait ends early', go(worse, of, 'close'))];
  if (approval.place === 'ask')
    return [
      fault('the ask is killed before its write', go(worse, of, 'recover')),
      fault('the ask is killed after its write', go(ask(setting, worse, of), of, 'recover')),
    ];
  if (approval.place !== 'asking') return [];
  const forged = (['ask', 'done', state.now] as const).map((answer) =>
    fault(`forged callback: ${answer}`, move(worse, of, follow(approval, answer)), { what: 'forged' }),
  );
  return [fault('the time-out is early', go(worse, of, 'lapse')), ...forged];
};

const move = (state: State, of: number, approval: Execution): State => withCase(state, of, { approval });

const go = (state: State, of: number, place: Execution['place']): State =>
  move(state, of, { ...caseOf(state, of).approval, place });

/** The level is opened, or the token is kept for the level that is open; where it is too late, the answer is queued. */
const ask = (setting: Setting, state: State, of: number): State => {
  const { request, approval } = caseOf(state, of);
  const taken = decide(setting, request, { type: 'open-level' }, state.now);
  if (taken === 'refused') throw new Error(`${request.name} refused its workflow`);
  const task = { token: approval.token, round: request.name === 'pending' ? request.round : 0 };
  return go(withCase(commit(setting, state, of, taken), of, { task }), of, 'asking');
};

const lapse = (setting: Setting, state: State, of: number): State => {
  const taken = decide(setting, caseOf(state, of).request, { type: 'lapse' }, state.now);
  return recover(taken === 'refused' ? state : commit(setting, state, of, taken), of);
};

const recover = (state: State, of: number): State => {
  const { request, approval } = caseOf(state, of);
  return move(state, of, follow(approval, answerFor(request)));
};
