import { describe, expect, it } from 'vitest';
import { pauseAfterFault } from '../../../lambdas/core/request/pause.ts';
import { aBallot, anApproved, aPending } from '../../support/request-builders.ts';
import { at, facts } from '../../support/request-parts.ts';

const asked = aPending(facts({ createdAt: at('14:00') }));

describe('the pause of the workflow after a fault', () => {
  it.each([
    ['14:00', 1],
    ['14:00:02', 1],
    ['14:00:02.001', 2],
    ['14:00:10', 5],
    ['14:02', 60],
    ['15:00', 60],
  ])('is half as long as nothing has moved, at %s %i seconds', (now, seconds) => {
    expect(pauseAfterFault(asked, at(now))).toBe(seconds);
  });

  it('is short again once somebody was asked or has voted, and where nobody is asked', () => {
    const [askedLater, voted] = [{ askedAt: at('15:00') }, { ballots: [aBallot('bruno', { at: at('15:00') })] }];

    expect(pauseAfterFault({ ...asked, ...askedLater }, at('15:00:04'))).toBe(2);
    expect(pauseAfterFault({ ...asked, ...voted }, at('15:00:04'))).toBe(2);
    expect(pauseAfterFault(anApproved(), at('15:00'))).toBe(1);
  });

  it('is a second by a clock that runs behind', () => {
    expect(pauseAfterFault(asked, at('13:59'))).toBe(1);
  });
});
