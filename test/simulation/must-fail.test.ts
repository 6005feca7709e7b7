import { describe, expect, it } from 'vitest';
import { flaws } from './flaws.ts';
import { simulate } from './simulate.ts';

const STEPS = 200_000;
const SEED = 1;
/** Where a flaw does its damage within these steps, if it does not from the first world on: chance decides. */
const seeds: Partial<Readonly<Record<string, number>>> = {
  'a lock that forgets who has the credential': 500,
  'people whose standing is not read anew': 6000,
};

describe('the simulation finds', () => {
  it.each(Object.entries(flaws))('%s', async (name, { breaks, flaw }) => {
    const { failure } = await simulate({ seed: seeds[name] ?? SEED, steps: STEPS, flaw, only: breaks });

    expect(failure?.invariant).toBe(breaks);
    expect(failure?.events.length).toBeGreaterThan(0);
  });
});
