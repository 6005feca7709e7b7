import { describe, expect, it } from 'vitest';
import type { Command, CommandName, Context } from '../../../lambdas/core/request/commands.ts';
import { decide, type Outcome } from '../../../lambdas/core/request/decide.ts';
import type { RequestState, StateName } from '../../../lambdas/core/request/state.ts';
import { type Rule, transitions } from '../../../lambdas/core/request/transitions.ts';
import { aPending, approve, context, everyState } from '../../support/request-builders.ts';
import { sessionPlace, submit } from '../../support/request-parts.ts';

/** A command that acts wherever it may, and the instant at which it comes. */
const commands: Readonly<Record<CommandName, readonly [Command, Context]>> = {
  submit: [submit(), context('14:00')],
  vote: [approve('bruno'), context('14:20')],
  cancel: [{ type: 'cancel', by: 'ana' }, context('14:20')],
  'use-emergency': [{ type: 'use-emergency', by: 'ana', reason: 'orders are lost' }, context('14:20')],
  revoke: [{ type: 'revoke', by: 'gil', administrator: true, text: 'called off' }, context('14:20')],
  return: [{ type: 'return', by: 'ana' }, context('14:20')],
  'open-level': [{ type: 'open-level' }, context('14:20')],
  recheck: [{ type: 'recheck' }, context('14:20', { bruno: { enabled: false }, carla: { named: false } })],
  lapse: [{ type: 'lapse' }, context('15:30')],
  release: [{ type: 'release', by: 'ana', flags: '110', passwordDue: false }, context('14:20')],
  'open-session': [
    {
      type: 'open-session',
      by: 'ana',
      flags: '110',
      passwordDue: false,
      sessionId: 's1',
      place: sessionPlace,
      lasts: 1000,
    },
    context('14:20'),
  ],
  'note-overdue': [{ type: 'note-overdue' }, context('16:05')],
  close: [{ type: 'close', password: 'changed' }, context('16:00')],
};

const names = Object.keys(everyState) as StateName[];
const ends = ['rejected', 'cancelled', 'lapsed', 'revoked', 'returned', 'ended'] as const;

type Column = { readonly [Said in Rule | 'quiet' | `records ${string}`]?: readonly StateName[] };

/** Every state stands once behind every command: what the command leads to there. */
const expected: Record<CommandName, Column> = {
  submit: { 'records RequestSubmitted': ['none'], 'already-submitted': names.filter((name) => name !== 'none') },
  vote: {
    'no-such-request': ['none'],
    'no-approval-needed': ['granted'],
    'records VoteCast, LevelPassed': ['pending'],
    'records VoteCast': ['emergency'],
    'already-decided': ['approved', ...ends],
  },
  cancel: {
    'no-such-request': ['none'],
    'no-approval-needed': ['granted'],
    'records RequestCancelled': ['pending'],
    quiet: ['cancelled'],
    'already-decided': ['approved', 'emergency', 'rejected', 'lapsed', 'revoked', 'returned', 'ended'],
  },
  'use-emergency': {
    'no-such-request': ['none'],
    'no-approval-needed': ['granted'],
    'records EmergencyUsed': ['pending'],
    quiet: ['emergency'],
    'already-decided': ['approved', ...ends],
  },
  revoke: {
    'no-such-request': ['none'],
    'not-in-use': ['granted'],
    'not-approved-yet': ['pending'],
    'records AccessRevoked': ['approved', 'emergency'],
    quiet: ['revoked'],
    'access-over': ['rejected', 'cancelled', 'lapsed', 'returned', 'ended'],
  },
  return: {
    'no-such-request': ['none'],
    'not-in-use': ['granted'],
    'not-approved-yet': ['pending'],
    'records AccessReturned': ['approved', 'emergency'],
    quiet: ['returned'],
    'access-over': ['rejected', 'cancelled', 'lapsed', 'revoked', 'ended'],
  },
  'open-level': {
    'no-such-request': ['none'],
    'no-approval-needed': ['granted'],
    'records LevelOpened': ['pending'],
    'records WorkflowResumed': ['approved', 'emergency', ...ends],
  },
  recheck: {
    'no-such-request': ['none'],
    'records LevelBlocked': ['pending'],
    quiet: ['granted', 'approved', 'emergency', ...ends],
  },
  lapse: {
    'no-such-request': ['none'],
    'records RequestLapsed': ['pending'],
    quiet: ['granted', 'approved', 'emergency', ...ends],
  },
  release: {
    'no-such-request': ['none'],
    'records PasswordReleased': ['granted', 'approved', 'emergency'],
    'not-approved-yet': ['pending', 'rejected', 'cancelled', 'lapsed'],
    'access-over': ['revoked', 'returned', 'ended'],
  },
  'open-session': {
    'no-such-request': ['none'],
    'records SessionOpened': ['granted', 'approved', 'emergency'],
    'not-approved-yet': ['pending', 'rejected', 'cancelled', 'lapsed'],
    'access-over': ['revoked', 'returned', 'ended'],
  },
  'note-overdue': {
    'no-such-request': ['none'],
    'records ChangeOverdue': ['approved', 'emergency', 'revoked', 'returned'],
    quiet: ['granted', 'pending', 'rejected', 'cancelled', 'lapsed', 'ended'],
  },
  close: {
    'no-such-request': ['none'],
    'records AccessClosed': ['approved', 'emergency', 'revoked', 'returned'],
    quiet: ['ended'],
    'nothing-to-close': ['granted', 'pending', 'rejected', 'cancelled', 'lapsed'],
  },
};

const cells = Object.entries(expected).flatMap(([command, column]) =>
  Object.entries(column).flatMap(([outcome, states]) => states?.map((state) => ({ command, state, outcome })) ?? []),
) as { command: CommandName; state: StateName; outcome: string }[];

const said = (outcome: Outcome): string => {
  if (!outcome.ok) return outcome.refusal.rule;
  return outcome.value.length === 0 ? 'quiet' : `records ${outcome.value.map(({ type }) => type).join(', ')}`;
};

/** The pending request of the other tests was asked already: there, opening its level again is a repeat. */
const stateFor = (command: CommandName, state: StateName): RequestState =>
  command === 'open-level' && state === 'pending' ? aPending({ asked: false }) : everyState[state];

describe('every command in every state', () => {
  it('is one cell, and no cell is missing', () => {
    const all = Object.keys(commands).length * names.length;

    expect(cells).toHaveLength(all);
    expect(new Set(cells.map(({ command, state }) => `${command} ${state}`)).size).toBe(all);
  });

  it.each(cells)('$command, $state: $outcome', ({ command, state, outcome }) => {
    expect(said(decide(stateFor(command, state), ...commands[command]))).toBe(outcome);
  });

  it.each(cells.filter(({ outcome }) => !outcome.startsWith('records') && outcome !== 'quiet'))(
    '$command, $state: says why in a sentence',
    ({ command, state }) => {
      const outcome = decide(everyState[state], ...commands[command]);

      expect(outcome).toMatchObject({ refusal: { reason: expect.stringMatching(/^[A-Z][^{}[\]]{10,}\.$/) } });
    },
  );
});

describe('the transition table', () => {
  it('has a row for every state and, in it, a cell for every command', () => {
    expect(new Set(Object.keys(transitions))).toEqual(new Set(names));
    for (const row of Object.values(transitions))
      expect(new Set(Object.keys(row))).toEqual(new Set(Object.keys(commands)));
  });

  it('lets nothing but the workflow and a close act on a request that is over', () => {
    for (const name of ends) {
      const acting = Object.entries(transitions[name]).filter(([, cell]) => cell === 'acts');
      const mayClose = name === 'revoked' || name === 'returned';
      expect(acting.map(([command]) => command)).toEqual(
        mayClose ? ['open-level', 'note-overdue', 'close'] : ['open-level'],
      );
    }
  });
});
