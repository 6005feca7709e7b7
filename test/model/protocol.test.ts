import { describe, expect, it } from 'vitest';
import { judge, judgeMutant } from '../../model/judge.ts';
import { mutants } from '../../model/mutants.ts';
import { protocol } from '../../model/protocol/protocol.ts';
import type { Setting } from '../../model/protocol/setting.ts';
import type { State } from '../../model/protocol/state.ts';
import { access, small } from '../../model/settings.ts';

const calmAccess: Setting = { ...access, faults: 0 };

describe('the protocol (T-10)', () => {
  it.each([small, calmAccess])('I-1 to I-12: holds in every state of the setting $name', (setting) => {
    const { violations, holds, ends, rests } = judge(setting);

    expect(violations).toEqual([]);
    expect(holds).toBe(true);
    expect(ends).toBe('always');
    expect(rests).toBeGreaterThan(20);
  });
});

describe('a broken protocol (R-02, T-11, E-09)', () => {
  it.each(mutants)('$mutant: differs, and is caught by $killedBy', (broken) => {
    const { killed, kills, differsAfter } = judgeMutant(broken);

    expect(kills.map(({ id }) => id).sort()).toEqual([...broken.killedBy].sort());
    expect(differsAfter).toBeDefined();
    expect(killed).toBe(true);
  });

  it('that is not broken survives: nothing is caught that is not there', () => {
    const { killed, kills, differsAfter } = judgeMutant({
      mutant: 'edit-keeps-old-approvals',
      says: 'no window is ever edited in this setting',
      killedBy: ['I-8'],
      setting: { ...small, faults: 0 },
    });

    expect({ killed, kills, differsAfter }).toEqual({ killed: false, kills: [], differsAfter: undefined });
  });
});

/** Pairs of states that the key takes for one, though what can happen next differs. */
const confused = (setting: Setting): readonly (readonly [State, State])[] => {
  const { initial, steps, key } = protocol(setting);
  const ways = (state: State) => [...new Set(steps(state).map(({ next }) => key(next)))].sort().join();
  const met = new Map([[key(initial), initial]]);
  const waiting = [initial];
  const pairs: (readonly [State, State])[] = [];
  for (const state of waiting) {
    for (const { next } of steps(state)) {
      const same = met.get(key(next));
      if (!same) waiting.push(next);
      else if (ways(same) !== ways(next)) pairs.push([same, next]);
      met.set(key(next), same ?? next);
    }
  }
  return pairs;
};

describe('the key of a state', () => {
  it.each([small, calmAccess])(
    'takes two states for one only if the same can follow, in the setting $name',
    (setting) => {
      expect(confused(setting)).toEqual([]);
    },
  );
});
