import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../arithmetic/percentile.ts';
import { ask } from '../cloud/ask.ts';
import { endSessions, openAll, openingMillis, type SessionEnd, since, watchEnds } from '../cloud/many-sessions.ts';
import type { Cloud } from '../cloud/start-cloud.ts';
import { withSendingRate } from '../cloud/with-sending-rate.ts';
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

const readings = (id: string, [from, how]: readonly [string, string], ends: readonly SessionEnd[]): Reading[] =>
  stretches.flatMap(([name, what, millis]) =>
    ranks.map(([rank, percent]) =>
      reading(`${id}.${name}.${rank}`, `${rank} of ${ends.length} sessions, from ${from} ${what}, ${how}`, [
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
    return readings(id, ["the window's end", how], await endSessions(cloud, { count, step, opening }));
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

/** Longer than the asks and the revocations take. */
const CROWDED_MILLIS = 600_000;
/** What SES gives a new account. */
const MAILS_PER_SECOND = 1;
const ASKS = 30;

/** Revokes one session a second and gives how long each took to end, from when the revocation was answered. */
const revokeEach = async (cloud: Cloud, live: Awaited<ReturnType<typeof openAll>>): Promise<readonly SessionEnd[]> => {
  const watching = watchEnds(cloud, live);
  const answered: number[] = [];
  for (const { id } of live) {
    const { status } = await cloud.person('bruno').post(`/requests/${id}/revoke`, { text: 'The bench revokes' });
    if (status !== 200) throw new Error(`the access of ${id} was not revoked: ${status}`);
    answered.push(Date.now());
    await pause(STEP_MILLIS);
  }
  const ended = await watching;
  return answered.map((at, index) => since(at, ended[index]));
};

/** What moves something beside a crowd of mails: they go at one a second, and the stream has thirty of them and more. */
export const sessionsBesideMails: Figure = {
  id: 'S3',
  title: `revocation to session cut and role gone, over ${AT_ONCE} grants, while mails wait for their turn`,
  measure: async (start) => {
    const cloud = await start();
    const live = await openAll(
      cloud,
      Array.from({ length: AT_ONCE }, () => Date.now() + CROWDED_MILLIS),
    );
    cloud.progress(`Sessions: ${AT_ONCE} are revoked while ${ASKS} mails wait`);
    const ends = await withSendingRate(cloud, MAILS_PER_SECOND, async () => {
      await Promise.all(Array.from({ length: ASKS }, () => ask(cloud, 'one-level', CROWDED_MILLIS / 1000)));
      return revokeEach(cloud, live);
    });
    const how = `one a second while ${ASKS} requests have just been put before an approver and SES takes one mail a second`;
    return readings('S3', ['the answer to its revocation', how], ends);
  },
};
