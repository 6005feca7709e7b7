import { percentile } from '../arithmetic/percentile.ts';
import { endSessions, openingMillis, type SessionEnd } from '../cloud/many-sessions.ts';
import { type Figure, type Reading, reading } from '../figure.ts';

const GRANTS = 100;
/** More closes at once than this starve each other on two cores: the emulator starts a process for each. */
const AT_ONCE = 20;
/** Apart enough that one end is not measured by the work for the others; S2 has them at once. */
const STEP_MILLIS = 1000;

const stretches = [
  ['cut', 'until the connection through the session is cut', (ends: SessionEnd) => ends.cut],
  ['gone', 'until the connection is cut and the role is gone', ({ cut, gone }: SessionEnd) => Math.max(cut, gone)],
] as const;

const ranks = [
  ['p50', 50],
  ['p95', 95],
  ['p99', 99],
  ['max', 100],
] as const;

const readings = (id: string, how: string, ends: readonly SessionEnd[]): Reading[] =>
  stretches.flatMap(([name, what, millis]) =>
    ranks.map(([rank, percent]) =>
      reading(`${id}.${name}.${rank}`, `${rank} of ${ends.length} sessions, from the window's end ${what}, ${how}`, [
        percentile(ends.map(millis), percent),
        'ms',
      ]),
    ),
  );

const measured = (id: string, how: string, { count, step }: { count: number; step: number }): Figure['measure'] => {
  return async (start) => {
    const cloud = await start();
    const opening = await openingMillis(cloud);
    cloud.progress(`Sessions: ${count} ${how}`);
    return readings(id, how, await endSessions(cloud, { count, step, opening }));
  };
};

/** A hundred live sessions whose windows end one after the other. */
export const sessionsApart: Figure = {
  id: 'S1',
  title: 'end of the window to session cut and role gone, over 100 grants that end one a second',
  measure: measured('S1', 'windows that end one a second', { count: GRANTS, step: STEP_MILLIS }),
};

/** The same, all at the same instant: what is measured is how many functions run side by side. */
export const sessionsAtOnce: Figure = {
  id: 'S2',
  title: 'end of the window to session cut and role gone, over 20 grants that end at once',
  measure: measured('S2', 'windows that end at once', { count: AT_ONCE, step: 0 }),
};
