import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { accessOf } from '../../../lambdas/core/request/access.ts';
import { decide } from '../../../lambdas/core/request/decide.ts';
import type { EventName, RequestEvent } from '../../../lambdas/core/request/events.ts';
import { replay } from '../../../lambdas/core/request/evolve.ts';
import {
  type Approved,
  type Ballot,
  notThere,
  type Pending,
  type RequestState,
} from '../../../lambdas/core/request/state.ts';
import { countApprovals, levelOf } from '../../../lambdas/core/request/tally.ts';
import { transitions } from '../../../lambdas/core/request/transitions.ts';
import { type AccessWindow, isLive, liesInside } from '../../../lambdas/core/request/window.ts';
import { approve, context } from '../../support/request-builders.ts';
import { anyLife, type Life, live, type Moment } from './any-life.ts';

const runs = { numRuns: 400 };
const decisions = ['RequestApproved', 'RequestRejected', 'RequestCancelled', 'RequestLapsed', 'EmergencyUsed'];

const uses = ['PasswordReleased', 'SessionOpened'];

const eventsOf = (moments: readonly Moment[]): readonly RequestEvent[] => moments.flatMap(({ events }) => events);
/** Every event of one kind, with the command that it came from. */
const happenings = <Name extends EventName>(life: Life, type: Name) =>
  live(life).flatMap((moment) =>
    moment.events
      .filter((event): event is Extract<RequestEvent, { type: Name }> => event.type === type)
      .map((event) => ({ ...moment, event })),
  );

const opened = (moments: readonly Moment[]) =>
  moments.filter(({ before, after }) => before.name !== after.name && after.name === 'approved');

/** What was granted, as it was approved: a clock that starts at the approval moves it by as much as that came late. */
const asApproved = ({ window, windows, rules }: Approved): AccessWindow => {
  const late = rules.clockStarts === 'approval' ? window.start - (windows.at(-1)?.start ?? 0) : 0;
  return { start: window.start - late, end: window.end - late };
};

/** The approvals of a level that count, by a reading of its own: the window that is granted lies inside the one seen. */
const counted = (request: Approved, level: number): readonly Ballot[] =>
  request.ballots.filter(
    (ballot) =>
      ballot.level === level && ballot.verdict === 'approve' && liesInside(asApproved(request), ballot.window),
  );

/** Why an approval of this person would be refused now, were he or she in good standing. */
const refusalOf = (request: Pending, by: string, now: number): string | undefined => {
  const command = approve(by, { windowVersion: request.windows.length });
  const outcome = decide(request, command, context(now));
  return outcome.ok ? undefined : outcome.refusal.rule;
};

const expectDistinctOthers = ({ ballots, requester }: Approved, of: (ballot: Ballot) => string): void => {
  const people = ballots.map(of);
  expect(new Set(people).size).toBe(people.length);
  expect(people).not.toContain(requester);
};

describe('the lives of these tests', () => {
  it('meet every state, every event and every command', () => {
    const moments = fc.sample(anyLife, { numRuns: 6000, seed: 20261124 }).flatMap((life) => live(life));

    expect(new Set(moments.map(({ before }) => before.name))).toEqual(new Set(Object.keys(transitions)));
    expect(new Set(moments.map(({ command }) => command.type))).toEqual(new Set(Object.keys(transitions.none)));
    expect(new Set(eventsOf(moments).map(({ type }) => type)).size).toBe(25);
  });
});

describe('any life of a request', () => {
  test.prop([anyLife], runs)('is the same when it is replayed from its events', (life) => {
    const moments = live(life);

    expect(replay(eventsOf(moments), notThere)).toEqual(moments.at(-1)?.after);
  });

  test.prop([anyLife], runs)('is the same when it was stored after every command', (life) => {
    for (const { events, before, after } of live(life)) {
      const stored = JSON.parse(JSON.stringify({ events, before })) as { events: RequestEvent[]; before: RequestState };
      expect(replay(stored.events, stored.before)).toEqual(JSON.parse(JSON.stringify(after)));
    }
  });

  test.prop([anyLife], runs)('acts only where the transition table lets it', (life) => {
    for (const { before, command, events } of live(life))
      if (events.length > 0) expect(transitions[before.name][command.type]).toBe('acts');
  });

  test.prop([anyLife], runs)('is not moved twice by a command that comes twice', (life) => {
    for (const { command, context, after, events } of live(life)) {
      const repeatable =
        command.type === 'release' ||
        command.type === 'open-session' ||
        events.some(({ type }) => type === 'WorkflowResumed');
      if (events.length === 0 || repeatable) continue;
      const again = decide(after, command, context);
      expect(again.ok ? again.value : []).toEqual([]);
    }
  });

  test.prop([anyLife], runs)('is decided at most once, and what is over stays over (I-3)', (life) => {
    const moments = live(life);

    expect(eventsOf(moments).filter(({ type }) => decisions.includes(type)).length).toBeLessThanOrEqual(1);
    for (const { before, after } of moments) {
      // Only the review of an emergency may still come.
      if (['rejected', 'cancelled', 'lapsed', 'ended'].includes(before.name))
        expect({ ...after, emergency: undefined }).toEqual({ ...before, emergency: undefined });
      if (['revoked', 'returned'].includes(before.name)) expect(after.name).toBe(before.name);
    }
  });

  test.prop([anyLife], runs)('asks a level only after all levels below it have their approvals (I-4)', (life) => {
    for (const { steps, after } of live(life)) {
      const asks = steps.filter((step) => step.kind === 'mail' && step.notice === 'approval-asked');
      if (asks.length === 0 || after.name !== 'pending') continue;
      for (let below = 1; below < after.level; below += 1)
        expect(countApprovals(after, below)).toBeGreaterThanOrEqual(levelOf(after, below).approvals);
    }
  });

  test.prop([anyLife], runs)('asks nobody but approvers of the open level whose vote is possible', (life) => {
    for (const { steps, after, context } of live(life)) {
      const asks = steps.flatMap((step) => (step.kind === 'mail' && step.notice === 'approval-asked' ? step.to : []));
      if (after.name !== 'pending') expect(asks).toEqual([]);
      else for (const by of asks) expect(refusalOf(after, by as string, context.now)).toBeUndefined();
    }
  });

  test.prop([anyLife], runs)(
    'is approved only with enough approvals of distinct others at every level (I-5)',
    (life) => {
      for (const { after } of opened(live(life))) {
        const request = after as Approved;
        expectDistinctOthers(request, (ballot) => ballot.by);
        expectDistinctOthers(request, (ballot) => ballot.seat);
        for (const [index, { approvals, approvers }] of request.rules.levels.entries()) {
          const given = counted(request, index + 1);
          expect(given.length).toBeGreaterThanOrEqual(approvals);
          for (const { seat } of given) expect(approvers).toContain(seat);
        }
      }
    },
  );

  test.prop([anyLife], runs)('counts only votes of people who are enabled, named and in time (I-6)', (life) => {
    for (const { event, before, context } of happenings(life, 'VoteCast')) {
      const { by, seat } = event.ballot;
      expect(context.people[seat]).toMatchObject({ enabled: true, named: true });
      expect(context.people[by]?.enabled).toBe(true);
      expect([seat, context.people[seat]?.delegate]).toContain(by);
      expect(before.name === 'emergency' || ('deadline' in before && event.at < before.deadline)).toBe(true);
    }
  });

  test.prop([anyLife], runs)(
    'is granted inside every counted approval, and no longer than the group allows (I-8, T-14)',
    (life) => {
      for (const { after } of opened(live(life))) {
        const { window, rules, ballots, windows } = after as Approved;
        expect(window.end - window.start).toBeLessThanOrEqual(rules.maxWindow);
        expect(window.start).toBeLessThan(window.end);
        const approved = asApproved(after as Approved);
        expect(windows.some((version) => liesInside(approved, version))).toBe(true);
        expect(ballots.some((ballot) => liesInside(approved, ballot.window))).toBe(true);
      }
    },
  );

  test.prop([anyLife], runs)(
    'is an emergency only by its requester, where the snapshot allows it, and marked for good (I-16)',
    (life) => {
      let used = false;
      for (const { before, command, after } of live(life)) {
        if (after.name === 'emergency' && before.name === 'pending') {
          used = true;
          expect(command).toMatchObject({ type: 'use-emergency', by: 'ana' });
          expect(after.rules.emergency).toBe(true);
          expect(after.window.end - after.window.start).toBeLessThanOrEqual(after.rules.maxWindow);
        }
        expect('emergency' in after && after.emergency !== undefined).toBe(used);
      }
    },
  );

  test.prop([anyLife], runs)('releases only inside the window that is open, to its requester (I-1)', (life) => {
    for (const { event, before, command } of happenings(life, 'PasswordReleased')) {
      expect(['granted', 'approved', 'emergency']).toContain(before.name);
      expect(command).toMatchObject({ by: 'ana', flags: expect.not.stringContaining('000') });
      expect(!('window' in before) || isLive(before.window, event.at)).toBe(true);
    }
  });

  test.prop([anyLife], runs)(
    'opens sessions only inside the window, to its requester, and none outlasts it (I-2)',
    (life) => {
      for (const { event, before, command, after } of happenings(life, 'SessionOpened')) {
        expect(command).toMatchObject({ by: 'ana', flags: expect.not.stringContaining('000') });
        expect(!('window' in before) || isLive(before.window, event.at)).toBe(true);
        expect(event.until).toBe(accessOf(after)?.window.end);
      }
    },
  );

  test.prop([anyLife], runs)('without approval is used once, and its end is scheduled when it has one', (life) => {
    const granted = live(life).filter(({ after }) => after.name === 'granted');
    const used = granted.flatMap(({ events }) => events).filter(({ type }) => uses.includes(type));

    expect(used.length).toBeLessThanOrEqual(1);
    for (const { before, after, steps } of granted) {
      const began = accessOf(after) !== undefined && accessOf(before) === undefined;
      expect(steps.some(({ kind }) => kind === 'schedule-close')).toBe(began);
    }
  });
});
