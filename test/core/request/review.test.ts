import { describe, expect, it } from 'vitest';
import type { Review } from '../../../lambdas/core/request/commands.ts';
import { dueAt } from '../../../lambdas/core/request/due.ts';
import { evolve } from '../../../lambdas/core/request/evolve.ts';
import { isReviewOverdue, reviewChange } from '../../../lambdas/core/request/review.ts';
import type { Emergency } from '../../../lambdas/core/request/state.ts';
import { given } from '../../support/given-when-then.ts';
import {
  aBallot,
  aClosure,
  anEmergency,
  anEnded,
  aPending,
  aReturned,
  aRevoked,
  context,
} from '../../support/request-builders.ts';
import { at, minutes, rules } from '../../support/request-parts.ts';

const review = (by: string, more: Partial<Review> = {}): Review => ({
  type: 'review',
  by,
  administrator: false,
  verdict: 'justified',
  text: 'Orders were lost indeed.',
  ...more,
});
const dueTime = at('14:10') + minutes(72 * 60);
const mark = { emergency: anEmergency().emergency };
const outcome = { by: 'bruno', at: at('14:15'), verdict: 'justified', text: 'fine' } as const;
const reviewed = anEmergency({ emergency: { reason: 'r', at: at('14:10'), review: { dueAt: dueTime, outcome } } });

describe('mission Q21: an emergency', () => {
  it('owes a review within the time that the group says', () => {
    const asked = aPending({ rules: rules({ review: { within: minutes(30) } }) });
    const used = given(asked).when({ type: 'use-emergency', by: 'ana', reason: 'orders are lost' });

    expect(used.state()).toMatchObject({ emergency: { review: { dueAt: at('14:50') } } });
  });

  it('is not used again while a review is open, which is named', () => {
    const again = given(aPending()).when({ type: 'use-emergency', by: 'ana', reason: 'again', openReview: 'r-1' });

    again.refuses('review-open');
    expect(again.decided).toMatchObject({ refusal: { reason: expect.stringContaining('request r-1') } });
  });
});

describe('a review', () => {
  it.each([
    ['while the access is open', anEmergency()],
    ['after it ended', { ...anEnded(), ...mark }],
    ['after it was revoked', aRevoked(mark)],
    ['after it was given back', aReturned(mark)],
  ])('is given %s, and leaves everything else as it is', (_, state) => {
    const done = given(state).when(review('edu'));

    done.records({
      type: 'EmergencyReviewed',
      at: at('14:20'),
      by: 'edu',
      verdict: 'justified',
      text: 'Orders were lost indeed.',
    });
    const { emergency, ...others } = done.state() as Emergency;
    expect(state).toMatchObject(others);
    expect(emergency?.review).toMatchObject({ dueAt: dueTime, outcome: { by: 'edu', verdict: 'justified' } });
    expect(done.steps()).toEqual([{ kind: 'mail', notice: 'emergency-reviewed', to: ['ana'] }]);
  });

  it.each(['bruno', 'dora'])('is given by any approver of the request: %s', (by) => {
    given(anEmergency())
      .when(review(by, { verdict: 'not-justified' }))
      .recordsOnly('EmergencyReviewed');
  });

  it('is given by an administrator, who need not be known to the policy', () => {
    given(anEmergency())
      .when(review('gil', { administrator: true }))
      .recordsOnly('EmergencyReviewed');
  });

  it('is given by nobody else', () => {
    const disabled = context('14:20', { bruno: { enabled: false } });

    given(anEmergency()).when(review('fabio')).refuses('not-a-reviewer');
    given(anEmergency()).when(review('bruno'), disabled).refuses('not-a-reviewer');
  });

  it('is given by those whom the group names, where it names some', () => {
    const named = anEmergency({ rules: rules({ review: { within: minutes(60), by: ['fabio'] } }) });

    given(named).when(review('fabio')).recordsOnly('EmergencyReviewed');
    given(named).when(review('bruno')).refuses('not-a-reviewer');
    given(named)
      .when(review('gil', { administrator: true }))
      .recordsOnly('EmergencyReviewed');
    given(named)
      .when(review('fabio'), context('14:20', { fabio: { enabled: false } }))
      .refuses('not-a-reviewer');
  });

  it('is never given by whose emergency it was, in whatever role', () => {
    const own = anEmergency({ rules: rules({ review: { within: minutes(60), by: ['ana'] } }) });

    given(own).when(review('ana')).refuses('no-self-review');
    given(anEmergency())
      .when(review('ana', { administrator: true }))
      .refuses('no-self-review');
  });

  it.each(['', '  \n'])('says something: %j is nothing', (text) => {
    given(anEmergency()).when(review('bruno', { text })).refuses('reason-required', 'text');
  });

  it('is given once: a repeat is quiet, and another is refused', () => {
    given(reviewed).when(review('bruno')).staysQuiet();
    given(reviewed)
      .when(review('bruno', { verdict: 'not-justified' }))
      .refuses('already-reviewed');
    given(reviewed).when(review('dora')).refuses('already-reviewed');
  });

  it('is owed by an emergency alone', () => {
    for (const state of [anEnded(), aRevoked(), aReturned()])
      given(state).when(review('bruno')).refuses('no-review-owed');
    expect(() => evolve(anEnded(), { type: 'EmergencyReviewed', ...outcome })).toThrow('without emergency access');
  });

  it('does not stand in the way of a disapproval that revokes', () => {
    const voted = given(reviewed).when({
      type: 'vote',
      by: 'dora',
      verdict: 'disapprove',
      windowVersion: 1,
      channel: 'api',
    });

    voted.recordsOnly('VoteCast', 'AccessRevoked');
    expect(voted.state()).toMatchObject({ name: 'revoked', emergency: { review: { outcome } } });
  });
});

describe('a review that nobody gives', () => {
  const late = { type: 'note-review-overdue' } as const;
  const ended = { ...anEnded(), ...mark };

  it('is looked for when it is due, once the access is closed', () => {
    expect(dueAt(anEmergency(), at('14:20'))).toBe(at('16:00'));
    expect(dueAt(ended, at('16:00'))).toBe(dueTime);
    expect(dueAt(aRevoked({ ...mark, closure: aClosure() }), at('16:00'))).toBe(dueTime);
  });

  it('is noted once, not before it is due, and administrators are told', () => {
    given(ended)
      .when(late, context(dueTime - 1))
      .staysQuiet();
    const noted = given(ended).when(late, context(dueTime));

    noted.records({ type: 'ReviewOverdue', at: dueTime, dueAt: dueTime });
    expect(noted.steps()).toEqual([{ kind: 'mail', notice: 'review-overdue', to: 'administrators' }]);
    given(noted.state()).when(late, context(dueTime)).staysQuiet();
    expect(dueAt(noted.state(), dueTime)).toBeUndefined();
    expect(isReviewOverdue(noted.state(), dueTime)).toBe(false);
  });

  it('can still be given afterwards', () => {
    const noted = given(ended).when(late, context(dueTime)).state();

    given(noted).when(review('bruno'), context(dueTime)).recordsOnly('EmergencyReviewed');
  });

  it('is not missed where it was given, or is not owed', () => {
    given({ ...ended, emergency: reviewed.emergency })
      .when(late, context(dueTime))
      .staysQuiet();
    given(anEnded()).when(late, context(dueTime)).staysQuiet();
    expect(dueAt({ ...ended, emergency: reviewed.emergency }, dueTime)).toBeUndefined();
  });
});

describe('who is told of an emergency', () => {
  it('is whoever shall review it, too, each once', () => {
    const named = aPending({
      rules: rules({ review: { within: minutes(60), by: ['fabio', 'bruno', 'ana'] } }),
      ballots: [aBallot('bruno')],
    });
    const steps = given(named).when({ type: 'use-emergency', by: 'ana', reason: 'orders are lost' }).steps();

    expect(steps.at(-1)).toEqual({
      kind: 'mail',
      notice: 'emergency-used',
      to: ['bruno', 'carla', 'dora', 'edu', 'fabio'],
    });
  });
});

describe('the one open review of a requester', () => {
  it('opens with the emergency and closes with its review, whatever else happens then', () => {
    const used = given(aPending()).when({ type: 'use-emergency', by: 'ana', reason: 'orders are lost' });
    const told = given(anEmergency()).when(review('bruno'));

    expect(used.decided.ok && reviewChange(used.decided.value)).toBe('opens');
    expect(told.decided.ok && reviewChange(told.decided.value)).toBe('closes');
    expect(reviewChange([])).toBeUndefined();
  });

  it('is overdue when it is due and nobody was told', () => {
    expect(isReviewOverdue(anEmergency(), dueTime - 1)).toBe(false);
    expect(isReviewOverdue(anEmergency(), dueTime)).toBe(true);
    expect(isReviewOverdue(reviewed, dueTime)).toBe(false);
    expect(isReviewOverdue(aPending(), dueTime)).toBe(false);
  });
});
