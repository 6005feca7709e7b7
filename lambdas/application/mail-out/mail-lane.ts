import { Fault } from '../fault.ts';
import {
  MAIL_QUOTA_SPENT,
  MAIL_THROTTLED,
  type OrdinaryHold,
  type OutgoingMail,
  type SendMail,
} from '../ports/mail-ports.ts';
import type { Clock } from '../ports/ports.ts';

/** Whether a mail waits for its turn, and is no failure. */
export const isPutOff = (error: unknown): error is Fault =>
  error instanceof Fault && (error.name === MAIL_THROTTLED || error.name === MAIL_QUOTA_SPENT);

/** In which lane a mail travels: what is about an emergency is urgent, and ordinary mail yields to it. */
export interface Lane {
  readonly urgent: boolean;
  /** No mail starts after this instant, in epoch milliseconds. */
  readonly until: number;
}

/** Hands a mail over in its turn. `MailThrottled`, `MailQuotaSpent`: not before the time was up; it is due later. */
export type SendInLane = (mail: OutgoingMail, lane: Lane) => Promise<void>;

export interface LanePorts {
  readonly sendMail: SendMail;
  readonly hold: OrdinaryHold;
  readonly clock: Clock;
  readonly pause: (millis: number) => Promise<void>;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Mails a second that SES takes from this account. */
  readonly mailsPerSecond: number;
}

/** Longer than a sweeper needs to come again: urgent mail that waits for it renews the sign. */
const HOLD_MILLIS = 90_000;
/** The rate of SES is counted by the second: to wait for much longer gains nothing. */
const LONGEST_BACKOFF_MILLIS = 2_000;

/**
 * Sends at the account's rate, and when SES throttles all the same (others send, too) tries again after a while that
 * doubles and of which a random part is waited (threats.md D-09). What does not get its turn in time is put off.
 */
export const makeSendInLane = (ports: LanePorts): SendInLane => {
  const gapMillis = 1000 / ports.mailsPerSecond;
  const waitForTurn = makeWaitForTurn(ports, gapMillis);
  const sendOnce = makeSendOnce(ports);
  return async (mail, lane) => {
    let backOffMillis = 0;
    for (let attempt = 0; ; attempt += 1) {
      await waitForTurn(lane, backOffMillis);
      if ((await sendOnce(mail, lane)) === 'sent') return;
      backOffMillis = ports.random() * Math.min(gapMillis * 2 ** attempt, LONGEST_BACKOFF_MILLIS);
    }
  };
};

/** Turns are a gap apart, whoever takes them. What has none before its time is up learns that at once. */
const makeWaitForTurn = ({ clock, hold, pause }: LanePorts, gapMillis: number) => {
  let free = 0;
  return async ({ urgent, until }: Lane, backOffMillis: number): Promise<void> => {
    const now = clock();
    const turn = Math.max(now + backOffMillis, free);
    if (turn > until) {
      if (urgent) await hold.holdUntil(now + HOLD_MILLIS);
      throw new Fault(MAIL_THROTTLED, 'no turn to send is left in this time');
    }
    if (!urgent && (await hold.isHeld(now))) throw new Fault(MAIL_THROTTLED, 'mail about an emergency goes first');
    free = turn + gapMillis;
    if (turn > now) await pause(turn - now);
  };
};

const makeSendOnce =
  ({ sendMail, hold, clock }: LanePorts) =>
  async (mail: OutgoingMail, { urgent }: Lane): Promise<'sent' | 'throttled'> => {
    const refusal = await sendMail(mail).then(() => undefined, asPutOff);
    if (refusal === undefined) return 'sent';
    if (urgent) await hold.holdUntil(clock() + HOLD_MILLIS);
    if (refusal.name === MAIL_QUOTA_SPENT) throw refusal;
    return 'throttled';
  };

const asPutOff = (error: unknown): Fault => {
  if (isPutOff(error)) return error;
  throw error;
};
