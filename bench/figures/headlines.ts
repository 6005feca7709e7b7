import { percentile } from '../arithmetic/percentile.ts';
import { type CycleTimes, playUsed } from '../cloud/one-level-cycle.ts';
import type { Cloud } from '../cloud/start-cloud.ts';
import { type Figure, type Reading, reading } from '../figure.ts';

const CYCLES = 12;
/** Long enough for every step before it on a slow machine; the first, cold cycle shows how slow this one is. */
const COLD_SECONDS = 20;
const SPARE_MILLIS = 2000;

interface Stretch {
  readonly id: string;
  readonly what: string;
  readonly millis: (times: CycleTimes) => number;
}

/** What a person feels of the machine, the person's own time left out. */
const stretches: readonly Stretch[] = [
  {
    id: 'H1',
    what: "submit -> mail handed over: from sending POST /requests until the approver's mail is through SES at its SMTP server",
    millis: ({ submittedAt, mailedAt }) => mailedAt - submittedAt,
  },
  {
    id: 'H2',
    what: 'mail in -> grant usable: from handing the reply to the SMTP server until POST /password has answered with the password (asked as soon as the table says approved)',
    millis: ({ repliedAt, releasedAt }) => releasedAt - repliedAt,
  },
  {
    id: 'H3',
    what: "end -> cut: from the window's end until PostgreSQL ends the connection that was opened with the released password",
    millis: ({ windowEnd, cutAt }) => cutAt - windowEnd,
  },
  {
    id: 'H4',
    what: "end -> closed: from the window's end until the close is recorded, the new password confirmed as the current one",
    millis: ({ windowEnd, closedAt }) => closedAt - windowEnd,
  },
];

const ranks = [
  ['p50', 50],
  ['p95', 95],
  ['max', 100],
] as const;

const readings = (cycles: readonly CycleTimes[]): Reading[] =>
  stretches.flatMap(({ id, what, millis }) =>
    ranks.map(([name, percent]) =>
      reading(`${id}.${name}`, `${name} of ${cycles.length} cycles, ${what}`, [
        percentile(cycles.map(millis), percent),
        'ms',
      ]),
    ),
  );

const measureCycles = async (cloud: Cloud): Promise<readonly CycleTimes[]> => {
  const cold = (await playUsed(cloud, COLD_SECONDS)).times;
  const seconds = Math.ceil((cold.releasedAt - cold.submittedAt + SPARE_MILLIS) / 1000);
  const cycles: CycleTimes[] = [];
  for (let count = 0; count < CYCLES; count += 1) {
    cloud.progress(`Headlines: cycle ${count + 1} of ${CYCLES}, a window of ${seconds} s`);
    cycles.push((await playUsed(cloud, seconds)).times);
  }
  return cycles;
};

/** H1 to H4: machine time in one-level cycles, one after the other, on warm functions. */
export const headlines: Figure = {
  id: 'H',
  title: 'what a person waits for: submit to mail, reply to grant, end to cut',
  measure: async (cloud) => readings(await measureCycles(await cloud())),
};
