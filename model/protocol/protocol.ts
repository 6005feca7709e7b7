import type { Model, Step } from '../checker/model.ts';
import { closingSteps } from './closing.ts';
import { commandsOf, type Named } from './command.ts';
import { dispatchSteps, isTelling, tellSteps, withoutDead } from './dispatch.ts';
import { keyOf } from './key.ts';
import { beginSteps, flightSteps } from './people.ts';
import { type Setting, TICK } from './setting.ts';
import { caseOf, initialState, type Seen, type State, withCase } from './state.ts';
import { sweepSteps } from './sweeping.ts';
import { workflowFaults, workflowSteps } from './workflow.ts';

type Steps = readonly Step<State, Seen>[];

/** The protocol of a request and its grant in one setting: everything that can happen in a state. */
export const protocol = (setting: Setting): Model<State, Seen> => {
  const commands = commandsOf(setting);
  const labels = setting.asked.map((_, of) => (setting.asked.length > 1 ? `request ${of + 1}: ` : ''));
  return {
    initial: initialState(setting),
    key: keyOf(
      setting,
      commands.map(({ command }) => command),
    ),
    steps: (state) => {
      const telling = state.cases.findIndex(isTelling);
      // What tells of an emergency is read by nobody and reads nothing that changes: when it is sent makes no difference.
      if (telling >= 0) return tellSteps(setting, state, telling, labels[telling] ?? '');
      const steps = [
        ...flightSteps(setting, state),
        ...labels.flatMap((label, of) => stepsOfCase(setting, commands, state, { of, label })),
        ...tick(setting, state),
      ];
      return steps.map((step) => ({ ...step, next: withoutDead(setting, step.next) }));
    },
  };
};

const stepsOfCase = (
  setting: Setting,
  commands: readonly Named[],
  state: State,
  { of, label }: { readonly of: number; readonly label: string },
): Steps => [
  ...beginSteps(setting, commands, state, of, label),
  ...dispatchSteps(setting, state, of, label),
  ...workflowSteps(setting, state, of, label),
  ...workflowFaults(setting, state, of, label),
  ...closingSteps(setting, state, { of, machine: 'approval' }, label),
  ...closingSteps(setting, state, { of, machine: 'small' }, label),
  ...sweepSteps(setting, state, of, label),
  ...writeRecord(state, of, label),
];

/** Time passes, whatever is on its way. */
const tick = (setting: Setting, state: State): Steps => {
  const next = Math.floor(state.now / TICK) + 1;
  if (next * TICK > setting.last) return [];
  return [{ name: `the clock: ${next}`, by: 'clock', next: { ...state, now: next * TICK } }];
};

/** Only where records are written after the transaction: one by one, and twice by a worker that is killed. */
const writeRecord = (state: State, of: number, label: string): Steps => {
  const { records, unwritten } = caseOf(state, of);
  if (unwritten === 0) return [];
  const next = withCase(state, of, { records: records + 1, unwritten: unwritten - 1 });
  return [{ name: `${label}write an audit record`, by: 'system', next }];
};
