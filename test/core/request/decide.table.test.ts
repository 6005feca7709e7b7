import { describe, expect, it } from 'vitest';
import type { Command, CommandName } from '../../../lambdas/core/request/commands.ts';
import { decide } from '../../../lambdas/core/request/decide.ts';
import type { EventName } from '../../../lambdas/core/request/events.ts';
import type { Outcome } from '../../../lambdas/core/request/outcome.ts';
import type { RequestState, StateName } from '../../../lambdas/core/request/state.ts';
import { type Rule, transitions } from '../../../lambdas/core/request/transitions.ts';
import { anOpenSession, aPending, approve, context, everyState } from '../../support/request-builders.ts';
import { at, sessionPlace, submit, window } from '../../support/request-parts.ts';

/** Where the clock stands: the window is 14:10 to 16:00, and 15:30 is the deadline. */
const positions = {
  'before the start': '14:09:59.999',
  'at the start': '14:10',
  'before the deadline': '15:29:59.999',
  'at the deadline': '15:30',
  'before the end': '15:59:59.999',
  'at the end': '16:00',
  'after the end': '16:04:59.999',
  overdue: '16:05',
} as const;
type Position = keyof typeof positions;
const clock = Object.keys(positions) as Position[];

/** A command that acts wherever it may. A new one is an entry here and one in the table: both are asked for by type. */
const commands: { readonly [Name in CommandName]: Extract<Command, { type: Name }> } = {
  submit: submit({ window: window('14:10', '16:00') }),
  vote: approve('bruno'),
  cancel: { type: 'cancel', by: 'ana' },
  'use-emergency': { type: 'use-emergency', by: 'ana', reason: 'orders are lost' },
  revoke: { type: 'revoke', by: 'gil', administrator: true, text: 'called off' },
  return: { type: 'return', by: 'ana' },
  extend: { type: 'extend', extension: '01KATZ9B00TESTREQUEST00002', until: at('17:00') },
  'open-level': { type: 'open-level' },
  review: { type: 'review', by: 'gil', administrator: true, verdict: 'justified', text: 'orders were lost' },
  'note-review-overdue': { type: 'note-review-overdue' },
  recheck: { type: 'recheck' },
  remind: { type: 'remind' },
  lapse: { type: 'lapse' },
  release: { type: 'release', by: 'ana', flags: '110', passwordDue: false },
  'open-session': {
    type: 'open-session',
    by: 'ana',
    flags: '110',
    passwordDue: false,
    sessionId: 's2',
    place: sessionPlace,
    lasts: 1000,
  },
  'note-overdue': { type: 'note-overdue' },
  close: { type: 'close', password: 'changed' },
};

/** What else a command needs to act: for recheck, that level 1 lost its people. */
const people: Partial<Record<CommandName, Parameters<typeof context>[1]>> = {
  recheck: { bruno: { enabled: false }, carla: { named: false } },
};

/** One request in each state; two states have two, because a command may meet them in two ways. */
const states = {
  ...everyState,
  'granted, in use': anOpenSession(),
  pending: aPending({ windows: [window('14:10', '16:00')], askedAt: at('13:40') }),
  'pending, not asked': aPending({ windows: [window('14:10', '16:00')], asked: false }),
} satisfies Record<StateName, RequestState> & Record<string, RequestState>;
type State = keyof typeof states;

type Said = Rule | 'quiet' | `records ${EventName}` | `records ${EventName}, ${EventName}`;
type Row = Readonly<Record<Position, Said>>;

/** The same wherever the clock stands. */
const always = (said: Said): Row => until('before the start', said, said);

/** One thing before a position of the clock, and from there on another, or what a row says. */
const until = (position: Position, before: Said, after: Said | Row): Row => {
  const turn = clock.indexOf(position);
  const saidAt = (at: Position): Said => (typeof after === 'string' ? after : after[at]);
  return Object.fromEntries(clock.map((at, index) => [at, index < turn ? before : saidAt(at)])) as Row;
};

const inWindow = (said: Said): Row =>
  until('at the start', 'window-not-open', until('at the end', said, 'access-over'));

/** States that mostly share a row. */
const granted = (row: Row) => ({ granted: row, 'granted, in use': row });
const pending = (row: Row) => ({ pending: row, 'pending, not asked': row });
const open = (row: Row) => ({ approved: row, emergency: row });
const refused = (row: Row) => ({ rejected: row, cancelled: row, lapsed: row });
/** Over at 15:00, or at the end of the window. */
const over = (row: Row) => ({ revoked: row, returned: row, ended: row });

/** Every command in every state at every position of the clock: a cell that is missing does not compile. */
const table: Readonly<Record<CommandName, Readonly<Record<State, Row>>>> = {
  submit: {
    none: until('before the deadline', 'records RequestSubmitted', 'window-invalid'),
    ...granted(always('already-submitted')),
    ...pending(always('already-submitted')),
    ...open(always('already-submitted')),
    ...refused(always('already-submitted')),
    ...over(always('already-submitted')),
  },
  vote: {
    none: always('no-such-request'),
    ...granted(always('no-approval-needed')),
    ...pending(until('at the deadline', 'records VoteCast, LevelPassed', 'deadline-passed')),
    approved: always('already-decided'),
    emergency: until('at the end', 'records VoteCast', 'window-over'),
    ...refused(always('already-decided')),
    ...over(always('already-decided')),
  },
  cancel: {
    none: always('no-such-request'),
    ...granted(always('no-approval-needed')),
    ...pending(always('records RequestCancelled')),
    ...open(always('already-decided')),
    ...refused(always('already-decided')),
    cancelled: always('quiet'),
    ...over(always('already-decided')),
  },
  'use-emergency': {
    none: always('no-such-request'),
    ...granted(always('no-approval-needed')),
    ...pending(until('at the deadline', 'records EmergencyUsed', 'deadline-passed')),
    approved: always('already-decided'),
    emergency: always('quiet'),
    ...refused(always('already-decided')),
    ...over(always('already-decided')),
  },
  revoke: {
    none: always('no-such-request'),
    granted: always('not-in-use'),
    'granted, in use': until('at the end', 'records AccessRevoked', 'access-over'),
    ...pending(always('not-approved-yet')),
    ...open(until('at the end', 'records AccessRevoked', 'access-over')),
    ...refused(always('access-over')),
    ...over(always('access-over')),
    revoked: always('quiet'),
  },
  extend: {
    none: always('no-such-request'),
    ...granted(always('not-extendable')),
    ...pending(always('not-approved-yet')),
    approved: until('at the end', 'records AccessExtended', 'access-over'),
    emergency: always('not-extendable'),
    ...refused(always('access-over')),
    ...over(always('access-over')),
  },
  return: {
    none: always('no-such-request'),
    granted: always('not-in-use'),
    'granted, in use': until('at the end', 'records AccessReturned', 'access-over'),
    ...pending(always('not-approved-yet')),
    ...open(until('at the end', 'records AccessReturned', 'access-over')),
    ...refused(always('access-over')),
    ...over(always('access-over')),
    returned: always('quiet'),
  },
  'open-level': {
    none: always('no-such-request'),
    ...granted(always('no-approval-needed')),
    pending: always('quiet'),
    'pending, not asked': always('records LevelOpened'),
    ...open(always('records WorkflowResumed')),
    ...refused(always('records WorkflowResumed')),
    ...over(always('records WorkflowResumed')),
  },
  review: {
    none: always('no-such-request'),
    ...granted(always('no-review-owed')),
    ...pending(always('no-review-owed')),
    approved: always('no-review-owed'),
    emergency: always('records EmergencyReviewed'),
    ...refused(always('no-review-owed')),
    ...over(always('no-review-owed')),
  },
  'note-review-overdue': {
    none: always('no-such-request'),
    ...granted(always('quiet')),
    ...pending(always('quiet')),
    ...open(always('quiet')),
    ...refused(always('quiet')),
    ...over(always('quiet')),
  },
  recheck: {
    none: always('no-such-request'),
    ...granted(always('quiet')),
    pending: always('records LevelBlocked'),
    'pending, not asked': always('quiet'),
    ...open(always('quiet')),
    ...refused(always('quiet')),
    ...over(always('quiet')),
  },
  remind: {
    none: always('no-such-request'),
    ...granted(always('quiet')),
    pending: until('at the start', 'quiet', until('at the deadline', 'records ApproversReminded', 'quiet')),
    'pending, not asked': always('quiet'),
    ...open(always('quiet')),
    ...refused(always('quiet')),
    ...over(always('quiet')),
  },
  lapse: {
    none: always('no-such-request'),
    ...granted(always('quiet')),
    ...pending(until('at the deadline', 'not-due-yet', 'records RequestLapsed')),
    ...open(always('quiet')),
    ...refused(always('quiet')),
    ...over(always('quiet')),
  },
  release: {
    none: always('no-such-request'),
    granted: always('records PasswordReleased'),
    'granted, in use': always('already-released'),
    ...pending(always('not-approved-yet')),
    ...open(inWindow('records PasswordReleased')),
    ...refused(always('not-approved-yet')),
    ...over(always('access-over')),
  },
  'open-session': {
    none: always('no-such-request'),
    granted: always('records SessionOpened'),
    'granted, in use': always('already-released'),
    ...pending(always('not-approved-yet')),
    ...open(inWindow('records SessionOpened')),
    ...refused(always('not-approved-yet')),
    ...over(always('access-over')),
  },
  'note-overdue': {
    none: always('no-such-request'),
    granted: always('quiet'),
    'granted, in use': until('overdue', 'quiet', 'records ChangeOverdue'),
    ...pending(always('quiet')),
    ...open(until('overdue', 'quiet', 'records ChangeOverdue')),
    ...refused(always('quiet')),
    ...over(until('before the deadline', 'quiet', 'records ChangeOverdue')),
    ended: always('quiet'),
  },
  close: {
    none: always('no-such-request'),
    granted: always('nothing-to-close'),
    'granted, in use': until('at the end', 'access-not-over', 'records AccessClosed'),
    ...pending(always('nothing-to-close')),
    ...open(until('at the end', 'access-not-over', 'records AccessClosed')),
    ...refused(always('nothing-to-close')),
    ...over(until('before the deadline', 'access-not-over', 'records AccessClosed')),
    ended: always('quiet'),
  },
};

const rows = (Object.keys(table) as CommandName[]).flatMap((command) =>
  (Object.keys(states) as State[]).map((state) => ({ command, state })),
);

const attempt = (command: CommandName, state: State, position: Position): Outcome =>
  decide(states[state], commands[command], context(positions[position], people[command]));

const said = (outcome: Outcome): string => {
  if (!outcome.ok) return outcome.refusal.rule;
  return outcome.value.length === 0 ? 'quiet' : `records ${outcome.value.map(({ type }) => type).join(', ')}`;
};

describe('every command in every state at every position of the clock', () => {
  it.each(rows)('$command, $state', ({ command, state }) => {
    const heard = clock.map((position) => [position, said(attempt(command, state, position))]);

    expect(Object.fromEntries(heard)).toEqual(table[command][state]);
  });

  it.each(rows)('$command, $state: a refusal says why in a sentence', ({ command, state }) => {
    for (const outcome of clock.map((position) => attempt(command, state, position)))
      if (!outcome.ok) expect(outcome.refusal.reason).toMatch(/^[A-Z][^{}[\]]{10,}\.$/);
  });
});

const ends = ['rejected', 'cancelled', 'lapsed', 'revoked', 'returned', 'ended'] as const;

describe('the transition table', () => {
  it('has a row for every state and, in it, a cell for every command', () => {
    expect(new Set(Object.keys(transitions))).toEqual(new Set(Object.keys(everyState)));
    for (const row of Object.values(transitions))
      expect(new Set(Object.keys(row))).toEqual(new Set(Object.keys(commands)));
  });

  it('lets nothing but the workflow, a review and a close act on a request that is over', () => {
    const mayAct = {
      workflow: ['open-level'],
      review: ['review', 'note-review-overdue'],
      close: ['note-overdue', 'close'],
    };
    for (const name of ends) {
      const acting = Object.entries(transitions[name]).filter(([, cell]) => cell === 'acts');
      const closing = name === 'revoked' || name === 'returned' ? mayAct.close : [];
      const reviewing = closing.length > 0 || name === 'ended' ? mayAct.review : [];
      expect(new Set(acting.map(([command]) => command))).toEqual(
        new Set([...mayAct.workflow, ...reviewing, ...closing]),
      );
    }
  });
});
