import { describe, expect, it } from 'vitest';
import { flaws } from './flaws.ts';
import { simulate } from './simulate.ts';

const STEPS = 200_000;

describe('the simulation finds', () => {
  it.each(Object.entries(flaws))('%s', async (_name, { breaks, flaw }) => {
    const { failure } = await simulate({ seed: 1, steps: STEPS, flaw, only: breaks });

    expect(failure?.invariant).toBe(breaks);
    expect(failure?.events.length).toBeGreaterThan(0);
  });
});
