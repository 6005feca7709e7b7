import { describe, expect, it } from 'vitest';
import { makeStandAside } from '../../../lambdas/adapters/runtime/stand-aside.ts';

const waited = async (random: number): Promise<number> => {
  const waits: number[] = [];
  await makeStandAside(
    async (millis) => void waits.push(millis),
    () => random,
  )(1000);
  return waits[0] ?? Number.NaN;
};

/** What a crowd waits when chance is even: each has a number of its own. */
const crowd = (size: number) => Promise.all(Array.from({ length: size }, (_, at) => waited((at + 0.5) / size)));

describe('standing aside', () => {
  it('is never for longer than at most', async () => {
    expect(await waited(0)).toBe(0);
    expect(await waited(0.999_999)).toBeLessThan(1000);
  });

  it('T-10: brings one of two, ten or a thousand back well before the next', async () => {
    for (const [size, alone] of [
      [2, 150],
      [10, 80],
      [1000, 30],
    ] as const) {
      const [first = 0, second = 0] = await crowd(size);
      expect(second - first).toBeGreaterThan(alone);
    }
  });

  it('T-10: keeps all but a few of a crowd away until the half of the time is over', async () => {
    const early = (await crowd(1000)).filter((millis) => millis < 500);

    expect(early.length / 1000).toBeLessThan(0.02);
  });
});
