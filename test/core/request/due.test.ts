import { describe, expect, it } from 'vitest';
import { dueAt } from '../../../lambdas/core/request/due.ts';
import {
  aClosure,
  aGranted,
  anApproved,
  anEmergency,
  aPending,
  aReturned,
  aRevoked,
  everyState,
} from '../../support/request-builders.ts';
import { at, window } from '../../support/request-parts.ts';

const changedAt = at('14:00');

describe('I-11: somebody looks at', () => {
  it.each([
    ['a level that is to be opened, after a minute', aPending({ asked: false }), at('14:01')],
    ['it at a deadline that is nearer', aPending({ asked: false, deadline: at('14:00:30') }), at('14:00:30')],
    ['a level that was opened, at the deadline', aPending({ deadline: at('15:30') }), at('15:30')],
    ['an approved access, at its end', anApproved(), at('16:00')],
    ['an emergency access, at its end', anEmergency(), at('16:00')],
    ['a revoked access that is not closed, at its end', aRevoked(), at('15:00')],
    ['an immediate use that lasts, at its end', aGranted({ use: { window: window('14:00', '14:30') } }), at('14:30')],
    ['a returned access that is not closed, at its end', aReturned(), at('15:00')],
  ])('%s', (_title, request, expected) => {
    expect(dueAt(request, changedAt)).toBe(expected);
  });

  it.each([
    everyState.granted,
    aGranted({ use: { window: window('14:00', '14:30'), closure: aClosure() } }),
    everyState.rejected,
    everyState.cancelled,
    everyState.lapsed,
    everyState.ended,
    aRevoked({ closure: aClosure() }),
    aReturned({ closure: aClosure() }),
  ])('$name no more, once nothing is left to happen', (request) => {
    expect(dueAt(request, changedAt)).toBeUndefined();
  });
});
