import { type DispatchPorts, type Letters, makeBeginEffect } from './dispatch-effect.ts';
import { isPutOff } from './mail-lane.ts';
import type { Clock, Effect } from './ports.ts';

/** Urgent mail may take this long of the minute that a dispatch has. */
const URGENT_MILLIS = 30_000;
/** Ordinary mail holds up the stream, and what is urgent behind it, no longer than this. */
const ORDINARY_MILLIS = 10_000;
/** Ordinary mail that comes so shortly before it is due was held up itself. */
const LATE_MILLIS = 45_000;
const NO_WAIT_MILLIS = 1_000;
/** The mail that started last is out by then. */
const LAST_MAIL_MILLIS = 10_000;
/** No dispatch lasts longer. */
const CLAIM_MILLIS = 60_000;

export interface Dispatched {
  /** The first that failed, by its place in the batch: it comes again, and so does what is behind it. */
  readonly failed?: { readonly at: number; readonly error: unknown } | undefined;
  /** Whose mails wait for their turn: the sweeper takes them up. */
  readonly putOff: readonly Effect['key'][];
}

interface Begun extends Letters {
  readonly at: number;
  readonly key: Effect['key'];
}

/**
 * Does the effects of a batch. First everything but mail, in order and up to the first that fails (threats.md T-19): a
 * workflow that moves or an access that ends waits for no mail. Then the mails, those about emergencies first. Mail that
 * SES throttles is no failure, because a stream that came again for it would keep everything behind it waiting.
 */
export const makeDispatchEffects = (ports: DispatchPorts & { readonly clock: Clock }) => {
  const beginAll = makeBeginAll(ports);
  const sendAll = makeSendAll(ports.clock);
  return async (keys: readonly Effect['key'][]): Promise<Dispatched> => {
    const { begun, failed } = await beginAll(keys);
    const urgent = await sendAll(begun.filter((each) => each.urgent));
    const ordinary = await sendAll(begun.filter((each) => !each.urgent));
    const failures = [...failed, ...urgent.failed, ...ordinary.failed];
    return { failed: failures.toSorted((a, b) => a.at - b.at)[0], putOff: [...urgent.putOff, ...ordinary.putOff] };
  };
};

type Failure = NonNullable<Dispatched['failed']>;

const makeBeginAll = (ports: DispatchPorts) => {
  const begin = makeBeginEffect(ports);
  return async (keys: readonly Effect['key'][]) => {
    const begun: Begun[] = [];
    for (const [at, key] of keys.entries()) {
      try {
        const letters = await begin(key);
        if (letters) begun.push({ ...letters, at, key });
      } catch (error) {
        return { begun, failed: [{ at, error }] };
      }
    }
    return { begun, failed: [] };
  };
};

/** The mails of one lane. A failure stops nobody else's. */
const makeSendAll = (clock: Clock) => async (lane: readonly Begun[]) => {
  const started = clock();
  const failed: Failure[] = [];
  const putOff: Effect['key'][] = [];
  for (const letters of lane) {
    const outcome = await send(letters, clock(), started);
    if (outcome === 'put-off') putOff.push(letters.key);
    else if (outcome !== 'done') failed.push({ at: letters.at, error: outcome.error });
  }
  return { failed, putOff };
};

type Outcome = 'done' | 'put-off' | { readonly error: unknown };

/** Only the sweeper can be at the same mails, from when they are due: then it is one or the other. */
const send = async ({ urgent, dueAt, ...letters }: Begun, now: number, started: number): Promise<Outcome> => {
  const until = urgent ? started + URGENT_MILLIS : ordinaryUntil(dueAt, now, started + ORDINARY_MILLIS);
  try {
    const isAlone = until + LAST_MAIL_MILLIS < dueAt || (await letters.claim(now + CLAIM_MILLIS)) === 'claimed';
    if (isAlone) await letters.send({ urgent, until });
    else await letters.leave();
    return isAlone ? 'done' : 'put-off';
  } catch (error) {
    if (!isPutOff(error)) return { error };
    return 'put-off';
  }
};

/** What the stream brings late waits for nothing and is left to the sweeper: so the stream is soon in time again. */
const ordinaryUntil = (dueAt: number, now: number, latest: number): number =>
  now >= dueAt ? latest : Math.max(now + NO_WAIT_MILLIS, Math.min(latest, dueAt - LATE_MILLIS));
