import { answerMail, ask, inState } from '../cloud/ask.ts';
import { countTransitions, historyOf, statesEntered } from '../cloud/executions.ts';
import type { Cloud } from '../cloud/start-cloud.ts';
import { type Bound, type Figure, type Reading, reading } from '../figure.ts';
import { peers } from '../peers.ts';

const APPROVERS = ['bruno', 'carla', 'dora'];
const CREDENTIALS = ['one-level', 'two-levels', 'three-levels'];
/** All are played at once: long enough for three levels beside the other five. */
const SECONDS = 30;
const LAPSE_SECONDS = 10;

/** Takes a request through its levels by mail; the last word is that of the last level. */
const play = async (cloud: Cloud, levels: number, lastWord: string): Promise<string> => {
  const id = await ask(cloud, CREDENTIALS[levels - 1] ?? '', SECONDS);
  for (const [at, approver] of APPROVERS.slice(0, levels).entries()) {
    await answerMail(cloud, approver, id, at === levels - 1 ? lastWord : 'APPROVE');
  }
  return id;
};

const outcomes: readonly {
  readonly id: string;
  readonly what: string;
  readonly end: string;
  readonly bound?: Bound;
  readonly start: (cloud: Cloud) => Promise<string>;
}[] = [
  ...[1, 2, 3].map((levels) => ({
    id: `P8.${levels}`,
    what: `levels: ${levels}, approved, window ended`,
    end: 'ended',
    bound: ['=', 2 * levels + 2] as const,
    start: (cloud: Cloud) => play(cloud, levels, 'APPROVE'),
  })),
  { id: 'P8.rejected', what: 'rejected at level 1', end: 'rejected', start: (cloud) => play(cloud, 1, 'DISAPPROVE') },
  {
    id: 'P8.rejected-3',
    what: 'rejected at level 3',
    end: 'rejected',
    start: (cloud) => play(cloud, 3, 'DISAPPROVE'),
  },
  { id: 'P8.lapsed', what: 'nobody answered', end: 'lapsed', start: (cloud) => ask(cloud, 'one-level', LAPSE_SECONDS) },
];

const count = async (cloud: Cloud, { id, what, end, bound, start }: (typeof outcomes)[number]): Promise<Reading> => {
  cloud.progress(`P8: ${what}`);
  const request = await start(cloud);
  await inState(cloud, request, end);
  const events = await historyOf(cloud, request);
  const states = statesEntered(events).join(', ');
  return reading(id, `state transitions, ${what} (${states})`, [countTransitions(events), 'transitions'], bound);
};

const ratios = (one: number): readonly Reading[] => [
  reading(
    'P8.team',
    'one level: transitions / those of TEAM (26, counted)',
    [one / peers.team.transitions, 'ratio'],
    ['<=', 0.16],
  ),
  reading(
    'P8.glide',
    'one level: transitions / those of Glide (5, counted)',
    [one / peers.glide.transitions, 'ratio'],
    ['<=', 0.8],
  ),
];

/** P8: what the deployed state machine went through, by outcome; counted in the histories of its executions. */
export const transitions: Figure = {
  id: 'P8',
  title: 'state transitions by outcome, from executions of the deployed machine',
  measure: async (start) => {
    const cloud = await start();
    const settled = await Promise.allSettled(outcomes.map((outcome) => count(cloud, outcome)));
    const counted = settled.map((each) => {
      if (each.status === 'rejected') throw each.reason;
      return each.value;
    });
    const one = counted.find(({ id }) => id === 'P8.1');
    return [...counted, ...ratios(one?.value ?? Number.NaN)];
  },
};
