import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  type Holding,
  lockAfterClose,
  passwordAtEnd,
  passwordIsDue,
} from '../../../lambdas/core/request/owed-change.ts';

/** A window on the credential, and when after its end somebody comes to close it. */
interface Case {
  readonly start: number;
  readonly length: number;
  readonly late: number;
  readonly asksForChange: boolean;
}

const anyCase = fc.record({
  start: fc.nat({ max: 60 }),
  length: fc.integer({ min: 1, max: 25 }),
  late: fc.oneof(fc.constant(0), fc.nat({ max: 40 })),
  asksForChange: fc.boolean(),
});
const anyCases = fc.array(anyCase, { minLength: 1, maxLength: 7 });
const anyWithin = fc.constantFrom(0, 5, 20, 1000);

const instants = Array.from({ length: 141 }, (_, at) => at);

/** By its plainest reading: some window is over without a change since, and then nobody was live, or it is too long ago. */
const naivelyDue = (past: Past, within: number, now: number): boolean =>
  past.windows.some(({ start, end, asksForChange }) => {
    const owed = asksForChange && start < end && end <= now && !past.changes.some((change) => change >= end);
    if (!owed) return false;
    const alone = past.gaps.some((instant) => end <= instant && instant <= now);
    return alone || now >= end + within;
  });

interface Past {
  readonly windows: readonly { start: number; end: number; asksForChange: boolean }[];
  readonly changes: readonly number[];
  /** Every instant at which nobody was live. */
  readonly gaps: readonly number[];
}

interface Moment {
  readonly now: number;
  readonly due: boolean;
  readonly naive: boolean;
  readonly closed: ReadonlyMap<string, string>;
  /** Of the closes of this instant: what each found, and whether the change was due by the plain reading. */
  readonly closes: readonly Found[];
}

interface Found {
  readonly password: string;
  readonly naive: boolean;
}

/** Lives through all instants: whoever's time has come is closed by the real rules; every moment is looked at. */
const live = (cases: readonly Case[], within: number): readonly Moment[] => {
  const windows = cases.map(({ start, length, asksForChange }) => ({ start, end: start + length, asksForChange }));
  const gaps = instants.filter((at) => !windows.some(({ start, end }) => start <= at && at < end));
  const closed = new Map<string, string>();
  const changes: number[] = [];
  let holding: Holding = { lock: {}, grants: [] };
  const close = (id: number, { start, length, asksForChange }: Case, now: number): Found => {
    const over = { requestId: String(id), start, end: start + length };
    const ending = { over, asksForChange, within, now };
    const naive = naivelyDue({ windows, changes, gaps }, within, now);
    const password = passwordAtEnd(holding, ending);
    if (password === 'changing') throw new Error('nobody else changes it here');
    if (password === 'change') changes.push(now);
    const rotation = password === 'change' ? { rotating: over.requestId, rotatingSince: now } : {};
    const lock = lockAfterClose({ ...holding, lock: { ...holding.lock, ...rotation } }, ending, password);
    holding = { lock, grants: holding.grants.filter(({ requestId }) => requestId !== over.requestId) };
    closed.set(over.requestId, password);
    return { password, naive };
  };
  return instants.map((now) => {
    const starting = cases.map(({ start, length }, id) => ({ requestId: String(id), start, end: start + length }));
    holding = { ...holding, grants: [...holding.grants, ...starting.filter(({ start }) => start === now)] };
    const closes = cases.flatMap((each, id) =>
      each.start + each.length + each.late === now ? [close(id, each, now)] : [],
    );
    const naive = naivelyDue({ windows, changes, gaps }, within, now);
    return { now, due: passwordIsDue(holding, within, now), naive, closed: new Map(closed), closes };
  });
};

const always = (cases: readonly Case[]) => cases.map((each) => ({ ...each, asksForChange: true }));

describe('any windows on one credential, each closed at any time after its end', () => {
  test.prop([anyCases, anyWithin], { numRuns: 800 })(
    'E-12: have the change due exactly where a plain reading of their whole past has it due',
    (cases, within) => {
      for (const { now, due, naive } of live(always(cases), within)) expect(`${now} ${due}`).toBe(`${now} ${naive}`);
    },
  );

  test.prop([anyCases, anyWithin], { numRuns: 400 })(
    'E-12: leave no use without a change: when all are closed nothing is owed',
    (cases, within) => {
      const last = live(cases, within).at(-1);

      expect(last).toMatchObject({ due: false, naive: false });
      expect(last?.closed.size).toBe(cases.length);
    },
  );

  test.prop([anyCases, anyWithin], { numRuns: 800 })(
    'never let a window that asks for a change look as if it were owed less than it is',
    (cases, within) => {
      for (const { now, due, naive } of live(cases, within)) if (naive) expect(`${now} ${due}`).toBe(`${now} true`);
    },
  );

  test.prop([anyCases, anyWithin], { numRuns: 800 })(
    'E-12: are changed by a close that finds it due, and by no other: never inside a chain before rotateWithin is over',
    (cases, within) => {
      for (const { password, naive } of live(always(cases), within).flatMap(({ closes }) => closes))
        if (password !== 'changed') expect(password).toBe(naive ? 'change' : 'owed-by-a-later-window');
    },
  );
});

describe('the windows of these tests', () => {
  it('meet every way in which an end can go', () => {
    const met = fc
      .sample(fc.tuple(anyCases, anyWithin), { numRuns: 500, seed: 7 })
      .flatMap(([cases, within]) => [...(live(cases, within).at(-1)?.closed.values() ?? [])]);

    expect(new Set(met)).toEqual(new Set(['change', 'changed', 'owed-by-a-later-window', 'not-used']));
  });
});
