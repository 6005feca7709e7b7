import { expect, it } from 'vitest';
import { growingPause } from '../../../lambdas/core/time/growing-pause.ts';

it.each([
  [0, 200],
  [1, 300],
  [2, 450],
  [7, 3000],
])('a pause after look %i is %i ms, where the first is 200', (look, millis) => {
  expect(growingPause(200, look)).toBe(millis);
});
