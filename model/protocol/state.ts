import type { LockFields, PasswordAtEnd } from '../../lambdas/core/request/owed-change.ts';
import type { Answer, Command } from './command.ts';
import { type Request, submitted } from './request.ts';
import { approvers, people, type Setting } from './setting.ts';

/** What recorded events still ask to be done. An entry is there until it is marked as done. */
export interface Outbox {
  readonly start: boolean;
  readonly stop: boolean;
  readonly close: boolean;
  /** By level. */
  readonly ask: readonly [boolean, boolean];
  /** By round; 0 is an ask that came too late to open a level. */
  readonly answers: readonly (Answer | undefined)[];
  /** By person: still to be told of the emergency. */
  readonly tell: readonly boolean[];
}

/** Where an execution of the approval workflow stands (lib/constructs/workflow-states.ts). */
export const places = ['none', 'ask', 'asking', 'lapse', 'recover', 'wait', 'close', 'done', 'stopped'] as const;

/** A worker that closes an access (lambdas/application/closing/close-access.ts), between two of its calls. */
export interface Closer {
  readonly place: 'idle' | 'planned' | 'marked' | 'rotated' | 'confirming';
  readonly plan: Exclude<PasswordAtEnd, 'changing'> | 'none';
  /** The versions that it read last, and when. */
  readonly lockVersion: number;
  readonly version: number;
  readonly at: number;
}

export interface Execution {
  readonly place: (typeof places)[number];
  /** Every ask has a token of its own. */
  readonly token: number;
  /** The instant that it waits for. */
  readonly until: number;
  readonly closer: Closer;
}

/** One request with everything that belongs to it alone. */
export interface Case {
  readonly request: Request;
  /** The audit records that were written. */
  readonly records: number;
  /** Records that a broken protocol writes after the transaction. */
  readonly unwritten: number;
  readonly outbox: Outbox;
  /** How often each approver was told of the emergency. */
  readonly told: readonly number[];
  /** The token that was stored beside the request, and the round it asked for. */
  readonly task: { readonly token: number; readonly round: number };
  readonly approval: Execution;
  readonly small: Execution;
}

/** The credential: its lock in the table, and the password itself in Secrets Manager. */
export interface Vault {
  readonly lockVersion: number;
  /** As the core reads it. A close is named by the number of its case. */
  readonly lock: LockFields;
  /** How often the password was changed, and by the closes of which cases. */
  readonly password: number;
  readonly changedBy: readonly boolean[];
  /** By case: which password its requester was given last; -1 none. */
  readonly known: readonly number[];
}

/** A command of a person on its way: what it read, and what it has got since. */
export interface Flight {
  readonly name: string;
  readonly order: number;
  readonly command: Command;
  readonly of: number;
  readonly at: number;
  /** The request as it was read. A protocol that works needs only its version. */
  readonly seen: Request;
  readonly lockVersion: number;
  readonly changedSince: number | undefined;
  /** A release goes on after its record is written: it reads the secret, and looks at the lock once more. */
  readonly place: 'decided' | 'recorded' | 'fetched';
  readonly password: number;
}

export interface State {
  readonly now: number;
  readonly faults: number;
  readonly cases: readonly Case[];
  readonly vault: Vault;
  readonly flights: readonly Flight[];
}

/** What an observer notes about a step, for the invariants. */
export type Seen =
  | { readonly what: 'counted'; readonly at: number }
  | { readonly what: 'mailed'; readonly of: number; readonly level: 1 | 2 }
  | { readonly what: 'released'; readonly of: number; readonly at: number }
  | { readonly what: 'forged' };

export const emptyOutbox: Outbox = {
  start: false,
  stop: false,
  close: false,
  ask: [false, false],
  answers: Array.from({ length: 8 }, () => undefined),
  tell: people.map(() => false),
};

export const idle: Closer = { place: 'idle', plan: 'none', lockVersion: 0, version: 0, at: 0 };
const notStarted: Execution = { place: 'none', token: 0, until: 0, closer: idle };

const pendingCase = (window: number): Case => ({
  request: submitted(window),
  records: 1,
  unwritten: 0,
  outbox: { ...emptyOutbox, start: true },
  told: people.map(() => 0),
  task: { token: 0, round: 0 },
  approval: notStarted,
  small: notStarted,
});

/** Approved by everybody; its workflow waits for the end. */
const approvedCase = (setting: Setting, window: number): Case => {
  const pending = pendingCase(window);
  const { start, end } = setting.windows[window] ?? { start: 0, end: 0 };
  const ballots = people.map((_, person) => (approvers.includes(person) ? 1 : 0));
  return {
    ...pending,
    request: { ...pending.request, name: 'approved', level: 2, ballots, start, end },
    outbox: emptyOutbox,
    approval: { ...notStarted, place: 'wait', until: end },
  };
};

export const initialState = (setting: Setting): State => ({
  now: 0,
  faults: setting.faults,
  cases: setting.asked.map((window) => (setting.approved ? approvedCase(setting, window) : pendingCase(window))),
  vault: {
    lockVersion: 0,
    lock: {},
    password: 0,
    changedBy: setting.asked.map(() => false),
    known: setting.asked.map(() => -1),
  },
  flights: [],
});

export const caseOf = (state: State, of: number): Case => state.cases[of] as Case;

export const withCase = (state: State, of: number, change: Partial<Case>): State => ({
  ...state,
  cases: state.cases.with(of, { ...caseOf(state, of), ...change }),
});
