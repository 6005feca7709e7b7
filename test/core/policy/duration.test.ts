import { describe, expect, it } from 'vitest';
import { durationSchema, durationToMillis, positiveDurationSchema } from '../../../lambdas/core/policy/duration.ts';

describe('a duration', () => {
  it.each([
    ['PT0S', 0],
    ['PT1S', 1_000],
    ['PT24H', 86_400_000],
    ['P1D', 86_400_000],
    ['P1DT2H3M4S', 93_784_000],
    ['P2W', 1_209_600_000],
    ['PT90M', 5_400_000],
  ])('%s is %i milliseconds', (text, millis) => {
    expect(durationToMillis(text)).toBe(millis);
    expect(durationSchema.safeParse(text).success).toBe(true);
  });

  it.each(['', 'P', 'PT', 'P1DT', '24H', 'P1M', 'P1Y', 'PT1.5H', '-PT1H', 'P1W2D', 'pt1h', 'PT1H '])(
    '%j is none',
    (text) => {
      expect(durationSchema.safeParse(text).success).toBe(false);
      expect(() => durationToMillis(text)).toThrow('not a duration');
    },
  );

  it('may have to be longer than nothing', () => {
    expect(positiveDurationSchema.safeParse('PT0S').success).toBe(false);
    expect(positiveDurationSchema.safeParse('PT1S').success).toBe(true);
  });
});
