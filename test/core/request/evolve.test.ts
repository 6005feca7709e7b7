import { describe, expect, it } from 'vitest';
import type { RequestEvent } from '../../../lambdas/core/request/events.ts';
import { evolve, replay } from '../../../lambdas/core/request/evolve.ts';
import { notThere, type StateName } from '../../../lambdas/core/request/state.ts';
import { isLive, liesInside, secondsUntil } from '../../../lambdas/core/request/window.ts';
import { aBallot, aClosure, anApproved, everyState } from '../../support/request-builders.ts';
import { approval, at, facts, knownFacts, rules, sessionPlace, window } from '../../support/request-parts.ts';

const now = at('14:20');
const asked = window('14:00', '16:00');

/** Every kind of event, and the states that it can follow. */
const events: readonly (readonly [RequestEvent, readonly StateName[]])[] = [
  [{ type: 'UseGranted', at: now, facts: facts() }, ['none']],
  [
    { type: 'RequestSubmitted', at: now, facts: facts(), rules: rules(), deadline: at('15:30'), window: asked },
    ['none'],
  ],
  [{ type: 'LevelOpened', at: now, level: 1, round: 1 }, ['pending']],
  [{ type: 'LevelBlocked', at: now, level: 1, missing: 1, left: 0 }, ['pending']],
  [{ type: 'WindowChanged', at: now, by: 'bruno', from: asked, to: asked, windowVersion: 2 }, ['pending']],
  [{ type: 'VoteCast', at: now, ballot: aBallot('bruno') }, ['pending', 'emergency']],
  [{ type: 'LevelPassed', at: now, level: 1, next: 2 }, ['pending']],
  [{ type: 'LevelReopened', at: now, level: 1, from: 2 }, ['pending']],
  [{ type: 'RequestApproved', at: now, window: asked }, ['pending']],
  [{ type: 'RequestRejected', at: now, level: 1, why: 'disapproved' }, ['pending']],
  [{ type: 'RequestCancelled', at: now, by: 'ana' }, ['pending']],
  [{ type: 'RequestLapsed', at: now, deadline: at('15:30') }, ['pending']],
  [
    {
      type: 'EmergencyUsed',
      at: now,
      by: 'ana',
      mark: { reason: 'r', at: now, review: { dueAt: now } },
      window: asked,
    },
    ['pending'],
  ],
  [{ type: 'PasswordReleased', at: now, by: 'ana' }, ['granted', 'approved', 'emergency']],
  [
    { type: 'SessionOpened', at: now, by: 'ana', sessionId: 's1', place: sessionPlace, until: now },
    ['granted', 'approved', 'emergency'],
  ],
  [{ type: 'AccessRevoked', at: now, by: 'bruno', text: 't' }, ['approved', 'emergency']],
  [{ type: 'AccessExtended', at: now, extension: 'other', until: at('17:00') }, ['approved']],
  [{ type: 'AccessReturned', at: now, by: 'ana' }, ['approved', 'emergency']],
  [
    { type: 'WorkflowResumed', at: now },
    ['pending', 'approved', 'emergency', 'rejected', 'cancelled', 'lapsed', 'revoked', 'returned', 'ended'],
  ],
  [{ type: 'AccessClosed', at: now, closure: aClosure() }, ['approved', 'emergency', 'revoked', 'returned']],
];

describe.each(events.map(([event, states]) => [event.type, event, states] as const))('%s', (_, event, states) => {
  it.each(Object.values(everyState).map((state) => [state.name, state] as const))('after %s', (name, state) => {
    if (states.includes(name)) expect(evolve(state, event)).toHaveProperty('name');
    else expect(() => evolve(state, event)).toThrow(`${event.type} cannot follow `);
  });
});

describe('what a request keeps whatever becomes of it', () => {
  const more = { reason: 'maintenance', ticket: 'CHG-7' };
  const all = knownFacts(more);
  const submitted: RequestEvent = {
    type: 'RequestSubmitted',
    at: now,
    facts: facts(more),
    rules: rules(),
    deadline: at('15:30'),
    window: asked,
  };
  const voted: RequestEvent = { type: 'VoteCast', at: now, ballot: aBallot('bruno') };

  it.each<RequestEvent>([
    { type: 'RequestApproved', at: now, window: asked },
    { type: 'RequestRejected', at: now, level: 1, why: 'disapproved' },
    { type: 'RequestCancelled', at: now, by: 'ana' },
    { type: 'RequestLapsed', at: now, deadline: at('15:30') },
    {
      type: 'EmergencyUsed',
      at: now,
      by: 'ana',
      mark: { reason: 'r', at: now, review: { dueAt: now } },
      window: asked,
    },
  ])('is what was asked and voted: $type', (event) => {
    const after = replay([submitted, voted, event], notThere);

    expect(after).toMatchObject({ ...all, ...approval(), ballots: [aBallot('bruno')] });
    for (const field of ['level', 'round', 'asked', 'blocked']) expect(after).not.toHaveProperty(field);
  });

  it('is the same after the end of an access', () => {
    for (const event of [
      { type: 'AccessRevoked', at: now, by: 'bruno', text: 't' },
      { type: 'AccessReturned', at: now, by: 'ana' },
      { type: 'AccessClosed', at: now, closure: aClosure() },
    ] as const)
      expect(evolve(anApproved(all), event)).toMatchObject({ ...all, ...approval() });
  });

  it('is nothing when nothing happened', () => {
    expect(replay([], notThere)).toBe(notThere);
  });
});

describe('a window', () => {
  it('lies inside another when no instant of it is outside', () => {
    expect(liesInside(asked, asked)).toBe(true);
    expect(liesInside(window('14:30', '15:00'), asked)).toBe(true);
    expect(liesInside(window('13:59:59.999', '15:00'), asked)).toBe(false);
    expect(liesInside(window('15:00', '16:00:00.001'), asked)).toBe(false);
  });

  it('is live from its start on, until just before its end', () => {
    const instants = ['13:59:59.999', '14:00', '15:59:59.999', '16:00'];

    expect(instants.map((time) => isLive(asked, at(time)))).toEqual([false, true, true, false]);
  });

  it.each([
    ['14:00', 1],
    ['14:20', 1],
    ['14:20:00.001', 1],
    ['14:20:01', 1],
    ['14:20:01.001', 2],
    ['14:21', 60],
  ])('leaves whole seconds until %s, at least one and never too few: %d', (time, seconds) => {
    expect(secondsUntil(at(time), now)).toBe(seconds);
  });
});
