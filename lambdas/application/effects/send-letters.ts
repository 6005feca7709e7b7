import { isPutOff } from '../mail-out/mail-lane.ts';
import type { Effect } from '../ports/effect-ports.ts';
import type { Clock } from '../ports/ports.ts';
import type { Letters } from './dispatch-effect.ts';

/** On the track of steps others wait for this batch: its mails may take no longer of their time. */
const STEPS_MILLIS = 500;
/** Urgent mail may take this long of the minute that a dispatch has. */
const URGENT_MILLIS = 30_000;
/** Ordinary mail holds up the notices, and what is urgent behind it, no longer than this. */
const ORDINARY_MILLIS = 10_000;
/** Ordinary mail that comes so shortly before it is due was held up itself. */
const LATE_MILLIS = 45_000;
const NO_WAIT_MILLIS = 1_000;
/** The mail that started last is out by then. */
const LAST_MAIL_MILLIS = 10_000;
/** No dispatch lasts longer. */
const CLAIM_MILLIS = 60_000;

/** The mails of an effect whose other steps are done; `at` is its place in the batch. */
export interface Begun extends Letters {
  readonly at: number;
  readonly key: Effect['key'];
}

export interface Failure {
  readonly at: number;
  readonly error: unknown;
}

export interface SentLetters {
  readonly failed: readonly Failure[];
  /** Whose mails wait for their turn: the sweeper takes them up. */
  readonly putOff: readonly Effect['key'][];
  /** Whose mails go on with the notices, and why: the stream brings them again, there. */
  readonly handedOver: readonly { readonly key: Effect['key']; readonly why: unknown }[];
}

/**
 * Sends the mails of a batch, those about emergencies first. Mail that SES throttles is no failure, because a stream that
 * came again for it would keep everything behind it waiting. What began on the track of steps has a moment: the first
 * mail that does not get out in it, for whatever reason, is handed over with all behind it (ADR 18).
 */
export const makeSendLetters =
  (clock: Clock) =>
  async (begun: readonly Begun[]): Promise<SentLetters> => {
    const { brief = [], urgent = [], ordinary = [] } = Object.groupBy(begun, laneOf);
    const briefly = await sendBriefly(brief.toSorted(urgentFirst), clock);
    const others = [await sendAll(urgent, clock), await sendAll(ordinary, clock)];
    return {
      failed: others.flatMap(({ failed }) => failed),
      putOff: [briefly, ...others].flatMap(({ putOff }) => putOff),
      handedOver: briefly.handedOver,
    };
  };

const laneOf = ({ track, urgent }: Begun): 'brief' | 'urgent' | 'ordinary' => {
  if (track === 'steps') return 'brief';
  return urgent ? 'urgent' : 'ordinary';
};

const urgentFirst = (one: Begun, other: Begun): number => Number(other.urgent) - Number(one.urgent);

const sendBriefly = async (lane: readonly Begun[], clock: Clock) => {
  const until = clock() + STEPS_MILLIS;
  const putOff: Effect['key'][] = [];
  const handedOver: SentLetters['handedOver'][number][] = [];
  for (const letters of lane) {
    const why = handedOver[0]?.why;
    const outcome = why === undefined ? await send(letters, clock(), until) : { why };
    if (outcome === 'lost') putOff.push(letters.key);
    if (typeof outcome !== 'object') continue;
    await letters.handOver();
    handedOver.push({ key: letters.key, why: outcome.why });
  }
  return { putOff, handedOver };
};

/** A failure stops nobody else's mails. */
const sendAll = async (lane: readonly Begun[], clock: Clock) => {
  const started = clock();
  const failed: Failure[] = [];
  const putOff: Effect['key'][] = [];
  for (const letters of lane) {
    const now = clock();
    const until = letters.urgent
      ? started + URGENT_MILLIS
      : ordinaryUntil(letters.dueAt, now, started + ORDINARY_MILLIS);
    const outcome = await send(letters, now, until);
    if (typeof outcome === 'object' && !isPutOff(outcome.why)) failed.push({ at: letters.at, error: outcome.why });
    else if (outcome !== 'done') putOff.push(letters.key);
  }
  return { failed, putOff };
};

/** `lost`: the sweeper is at them; it can be from when they are due, and then it is one or the other. */
type Outcome = 'done' | 'lost' | { readonly why: unknown };

const send = async ({ urgent, dueAt, ...letters }: Begun, now: number, until: number): Promise<Outcome> => {
  try {
    const isAlone = until + LAST_MAIL_MILLIS < dueAt || (await letters.claim(now + CLAIM_MILLIS)) === 'claimed';
    if (isAlone) await letters.send({ urgent, until });
    else await letters.leave();
    return isAlone ? 'done' : 'lost';
  } catch (why) {
    return { why };
  }
};

/** What the stream brings late waits for nothing and is left to the sweeper: so the stream is soon in time again. */
const ordinaryUntil = (dueAt: number, now: number, latest: number): number =>
  now >= dueAt ? latest : Math.max(now + NO_WAIT_MILLIS, Math.min(latest, dueAt - LATE_MILLIS));
