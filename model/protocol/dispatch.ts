import type { Step } from '../checker/model.ts';
import type { Answer } from './command.ts';
import { people, type Setting } from './setting.ts';
import {
  type Case,
  caseOf,
  type Execution,
  emptyOutbox,
  type Outbox,
  type Seen,
  type State,
  withCase,
} from './state.ts';

type Steps = readonly Step<State, Seen>[];

/** One thing of the outbox: what it does, and the outbox once it is marked. */
interface Task {
  readonly name: string;
  readonly done: Outbox;
  readonly change: Partial<Case>;
  readonly seen?: Seen | undefined;
}

/**
 * What dispatch does (lambdas/application/effects/dispatch-effect.ts), in any order. At least once: killed between the deed and its
 * mark, it does the deed and leaves it to be done again.
 */
export const dispatchSteps = (setting: Setting, state: State, of: number, label: string): Steps => {
  const each = caseOf(state, of);
  return carryOut(setting, state, { of, label }, [...workflowTasks(each), ...askTasks(setting, each, of)]);
};

/** The same for what tells of an emergency. */
export const tellSteps = (setting: Setting, state: State, of: number, label: string): Steps =>
  carryOut(setting, state, { of, label }, tellTasks(caseOf(state, of)));

const carryOut = (
  setting: Setting,
  state: State,
  { of, label }: { readonly of: number; readonly label: string },
  tasks: readonly Task[],
): Steps => {
  const delivered = tasks.map(({ name, done, change, seen }) => ({
    name: `${label}dispatch: ${name}`,
    by: 'system' as const,
    next: withCase(state, of, { ...change, outbox: done }),
    seen,
  }));
  if (state.faults === 0 || tasks.length === 0) return delivered;
  const faults = state.faults - 1;
  const repeated = tasks.map(({ name, change, seen }) => ({
    name: `${label}dispatch, killed before the mark: ${name}`,
    by: 'fault' as const,
    next: withCase({ ...state, faults }, of, change),
    seen,
  }));
  return [...delivered, ...repeated, ...lostSteps(setting, { ...state, faults }, of, label)];
};

/** Only without an outbox: who decided dies before doing what follows, and nobody else knows of it. */
const lostSteps = (setting: Setting, state: State, of: number, label: string): Steps =>
  setting.broken === 'no-outbox'
    ? [
        {
          name: `${label}killed after its write: all that follows is lost`,
          by: 'fault',
          next: withCase(state, of, { outbox: emptyOutbox }),
        },
      ]
    : [];

const workflowTasks = ({ outbox, approval, small, task }: Case): readonly Task[] => {
  const tasks: Task[] = [];
  if (outbox.start)
    tasks.push({ name: 'start the workflow', done: { ...outbox, start: false }, change: start(approval) });
  if (outbox.stop) tasks.push({ name: 'stop the workflow', done: { ...outbox, stop: false }, change: stop(approval) });
  if (outbox.close)
    tasks.push({ name: 'start the close', done: { ...outbox, close: false }, change: startClose(small) });
  for (const [round, answer] of outbox.answers.entries()) {
    if (answer === undefined) continue;
    const done = { ...outbox, answers: outbox.answers.with(round, undefined) };
    tasks.push({ name: `answer round ${round}: ${answer}`, done, change: callback(approval, task, round, answer) });
  }
  return tasks;
};

/** Executions are named by their request: starting one twice is starting it once (threats.md T-18). */
const start = (approval: Execution): Partial<Case> =>
  approval.place === 'none' ? { approval: { ...approval, place: 'ask', token: 1 } } : {};

const startClose = (small: Execution): Partial<Case> =>
  small.place === 'none' ? { small: { ...small, place: 'close' } } : {};

const stop = (approval: Execution): Partial<Case> =>
  approval.place === 'none' || approval.place === 'done' ? {} : { approval: { ...approval, place: 'stopped' } };

/** A token of another round, or of an ask that is over, answers nothing: that is no fault. */
const callback = (approval: Execution, task: Case['task'], round: number, answer: Answer): Partial<Case> => {
  const fits = approval.place === 'asking' && task.round === round && task.token === approval.token;
  return fits ? { approval: follow(approval, answer) } : {};
};

/** Where an answer leads: the Choice `MoreLevels` of the workflow. */
export const follow = (approval: Execution, answer: Answer): Execution => {
  if (answer === 'ask') return { ...approval, place: 'ask', token: approval.token + 1 };
  return answer === 'done' ? { ...approval, place: 'done' } : { ...approval, place: 'wait', until: answer };
};

/** Who sends looks at the request once more: nobody is asked about a level that is not open. */
const askTasks = (setting: Setting, { outbox, request }: Case, of: number): readonly Task[] =>
  ([1, 2] as const).flatMap((level) => {
    if (!outbox.ask[level - 1]) return [];
    const ask = outbox.ask.with(level - 1, false) as [boolean, boolean];
    const isOpen = request.name === 'pending' && request.level === level;
    const seen = isOpen || setting.broken === 'mail-all-levels' ? ({ what: 'mailed', of, level } as const) : undefined;
    return [{ name: `mail level ${level}`, done: { ...outbox, ask }, change: {}, seen }];
  });

/**
 * Without what dispatch would only find to be too late, which changes nothing whenever it is done: a mail that asks about a
 * request that is decided, and an answer to a round that is over (rounds only go up) or to an execution that is over.
 */
export const withoutDead = (setting: Setting, state: State): State => {
  const of = state.cases.findIndex((each) => hasDead(setting, each));
  if (of < 0) return state;
  const { outbox, ...each } = caseOf(state, of);
  const ask: Outbox['ask'] = isAskDead(setting, each) ? [false, false] : outbox.ask;
  const answers = outbox.answers.map((answer, round) => (isAnswerDead(each, round) ? undefined : answer));
  return withoutDead(setting, withCase(state, of, { outbox: { ...outbox, ask, answers } }));
};

const hasDead = (setting: Setting, each: Case): boolean =>
  ((each.outbox.ask[0] || each.outbox.ask[1]) && isAskDead(setting, each)) ||
  each.outbox.answers.some((answer, round) => answer !== undefined && isAnswerDead(each, round));

const isAskDead = (setting: Setting, { request }: Pick<Case, 'request'>): boolean =>
  request.name !== 'pending' && setting.broken !== 'mail-all-levels';

const isAnswerDead = ({ task, approval }: Pick<Case, 'task' | 'approval'>, round: number): boolean =>
  task.round !== round || approval.place === 'done' || approval.place === 'stopped';

/** True while an emergency is being told of. */
export const isTelling = ({ outbox }: Case): boolean => outbox.tell.includes(true);

/** One after another, in the order of the list: each is marked alone, so that a crash repeats at most one mail. */
const tellTasks = ({ outbox, told }: Case): readonly Task[] => {
  const person = outbox.tell.indexOf(true);
  if (person < 0) return [];
  return [
    {
      name: `tell ${people[person]} of the emergency`,
      done: { ...outbox, tell: outbox.tell.with(person, false) },
      change: { told: told.with(person, (told[person] as number) + 1) },
    },
  ];
};
