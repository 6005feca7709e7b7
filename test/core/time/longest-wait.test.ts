import { expect, it } from 'vitest';
import { longestWait } from '../../../lambdas/core/time/longest-wait.ts';

it.each([
  [-5, 0, 20],
  [0, 0, 20],
  [30, 0, 90],
  [3000, 0, 9000],
  [60_000, 0, 15_000],
  [0, 3, 160],
  [30, 2, 360],
  [30, 8, 15_000],
])('who lost an attempt of %i ms after %i others waits for %i ms at most', (attempt, before, wait) => {
  expect(longestWait(attempt, before)).toBe(wait);
});

it('waits no less where the number of races before does not count', () => {
  expect(longestWait(30)).toBe(90);
});
