import type { Workflow } from '../../../lambdas/application/ports/effect-ports.ts';
import type { WorkflowRescue } from '../../../lambdas/application/ports/sweep-ports.ts';
import type { Ask, LateAnswer } from '../../../lambdas/application/requests/workflow-tasks.ts';
import type { WorkflowAnswer } from '../../../lambdas/core/request/effects.ts';
import type { Ending } from '../engine/processes.ts';
import type { Random } from '../engine/random.ts';
import type { Timeline } from '../engine/timeline.ts';

/** The functions that the two machines call (`lib/constructs/workflow-states.ts`). */
export interface MachineTasks {
  askLevel(ask: Ask, ended: (ending: Ending) => void): void;
  lapseRequest(requestId: string, ended: (ending: Ending) => void): void;
  recoverRequest(requestId: string, ended: (ending: Ending) => void): void;
  closeAccess(requestId: string, ended: (ending: Ending) => void): void;
}

export interface MachineWorld {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly duplicates: () => number;
  /** How often an execution is gone before it has ended. */
  readonly lost: () => number;
  readonly tasks: MachineTasks;
}

interface Execution {
  readonly name: string;
  readonly requestId: string;
  /** `RecoverRequest` follows a close whose end moved in the long machine alone; the small one tries again. */
  readonly machine: 'approval' | 'close';
  state: string;
  running: boolean;
  /** Grows with every state, so that what an earlier one left behind is seen to be over. */
  visit: number;
  token?: string | undefined;
}

const MAX_BACKOFF_MILLIS = 60_000;

/**
 * Step Functions, running the machines of design.md 5: an ask waits for its token until its time-out, a wait ends at its
 * instant or a little later, tasks are tried again without end; a task may be called twice for one state, an execution's
 * name is taken for ever, and an answer to an ask that is over does nothing.
 */
export const makeMachines = ({ timeline, random, duplicates, lost, tasks }: MachineWorld) => {
  const executions = new Map<string, Execution>();
  let tokens = 0;

  const enter = (execution: Execution, state: string): (() => boolean) => {
    execution.state = state;
    execution.visit += 1;
    execution.token = undefined;
    const { visit } = execution;
    return () => execution.running && execution.visit === visit;
  };

  const ask = (execution: Execution, secondsLeft: number): void => {
    const isHere = enter(execution, 'AskLevel');
    tokens += 1;
    const token = `token-${tokens}`;
    execution.token = token;
    timeline.at(timeline.now() + secondsLeft * 1000, () => isHere() && retried(execution, 'LapseRequest'));
    const ended = (ending: Ending): void => {
      if (ending.kind !== 'returned' && isHere()) retried(execution, 'RecoverRequest');
    };
    const order = { requestId: execution.requestId, token, enteredAt: timeline.now() };
    tasks.askLevel(order, ended);
    if (random.chance(duplicates())) tasks.askLevel(order, () => undefined);
  };

  const call = (execution: Execution, state: Retried, ended: (ending: Ending) => void): void => {
    tasks[taskOf[state]](execution.requestId, ended);
  };

  /** A task that is tried again until it succeeds; then the machine goes where its answer says. */
  const retried = (execution: Execution, state: Retried): void => {
    const isHere = enter(execution, state);
    const next = (ending: Ending, count: number): void => {
      if (ending.kind === 'returned') proceed(execution, state, ending.value as LateAnswer);
      else if (execution.machine === 'approval' && endMoved(ending)) retried(execution, 'RecoverRequest');
      else timeline.at(timeline.now() + backoff(count), () => isHere() && attempt(count + 1));
    };
    const attempt = (count: number): void => call(execution, state, (ending) => isHere() && next(ending, count));
    attempt(0);
    if (random.chance(duplicates())) call(execution, state, () => undefined);
  };

  const proceed = (execution: Execution, from: Retried, answer: LateAnswer): void => {
    const isFault = from === 'RecoverRequest';
    const isHere = isFault ? enter(execution, 'PauseAfterFault') : () => true;
    if (isFault) timeline.at(timeline.now() + answer.pause * 1000, () => isHere() && go(execution, from, answer));
    else go(execution, from, answer);
  };

  const go = (execution: Execution, from: string, answer: WorkflowAnswer): void => {
    const next = from === 'CloseAccess' ? 'done' : answer.next;
    if (next === 'ask') ask(execution, answer.secondsLeft);
    else if (next === 'wait') waitFor(execution, Date.parse(answer.windowEnd));
    else {
      enter(execution, 'Done');
      execution.running = false;
    }
  };

  const waitFor = (execution: Execution, until: number): void => {
    const isHere = enter(execution, 'WaitUntilWindowEnd');
    timeline.at(until + random.between(0, 1500), () => isHere() && retried(execution, 'CloseAccess'));
  };

  const startOnce = (name: string, of: Pick<Execution, 'requestId' | 'machine'>, first: Begin): void => {
    if (executions.has(name)) return;
    const execution: Execution = { ...of, name, state: 'New', running: true, visit: 0 };
    executions.set(name, execution);
    timeline.at(timeline.now() + random.between(5, 100), () => execution.running && first(execution));
    if (random.chance(lost())) timeline.at(timeline.now() + random.between(5, 600_000), () => stopOne(execution));
  };
  const stopOne = (execution: Execution): void => {
    execution.running = false;
  };

  const approval = (requestId: string, secondsLeft: number, name = requestId): void =>
    startOnce(name, { requestId, machine: 'approval' }, (execution) => ask(execution, secondsLeft));
  const close = (requestId: string, at: number, name = `${requestId}.close`): void =>
    startOnce(name, { requestId, machine: 'close' }, (execution) => waitFor(execution, at));

  const workflow: Workflow = {
    start: async (id, secondsLeft) => approval(id, secondsLeft),
    startClose: async (id) => close(id, 0),
    scheduleClose: async (id, at) => close(id, at, `${id}.end`),
    answer: async (token, answer) => {
      const execution = [...executions.values()].find((each) => each.running && each.token === token);
      if (!execution) return 'over';
      go(execution, 'AskLevel', JSON.parse(JSON.stringify(answer)) as WorkflowAnswer);
      return 'taken';
    },
    stop: async (id) => executionsOf(executions, id, 'approval').forEach(stopOne),
  };

  /** A name that was used is used up: the next execution has the next one. */
  const ensure = (id: string, machine: Execution['machine'], start: (name: string) => void): 'runs' | 'started' => {
    const there = executionsOf(executions, id, machine);
    if (there.some(({ running }) => running)) return 'runs';
    start(`${id}.${machine}.${there.length + 1}`);
    return 'started';
  };
  const rescue: WorkflowRescue = {
    ensure: async (id, secondsLeft) => ensure(id, 'approval', (name) => approval(id, secondsLeft, name)),
    ensureClose: async (id) => ensure(id, 'close', (name) => close(id, 0, name)),
    restart: async (id, secondsLeft) => {
      executionsOf(executions, id, 'approval').forEach(stopOne);
      ensure(id, 'approval', (name) => approval(id, secondsLeft, name));
    },
  };
  return {
    workflow,
    rescue,
    running: (): readonly Execution[] => [...executions.values()].filter(({ running }) => running),
  };
};

const executionsOf = (all: ReadonlyMap<string, Execution>, id: string, of: Execution['machine']): Execution[] =>
  [...all.values()].filter(
    ({ requestId, machine, name }) => requestId === id && machine === of && name !== `${id}.end`,
  );

type Begin = (execution: Execution) => void;
type Retried = keyof typeof taskOf;

const taskOf = {
  LapseRequest: 'lapseRequest',
  RecoverRequest: 'recoverRequest',
  CloseAccess: 'closeAccess',
} as const satisfies Record<string, keyof MachineTasks>;

const backoff = (count: number): number => Math.min(1000 * 2 ** count, MAX_BACKOFF_MILLIS);

const endMoved = (ending: Ending): boolean => ending.kind === 'threw' && ending.error.name === 'AccessNotOver';
