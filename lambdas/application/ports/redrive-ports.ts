import type { Clock, VaultLog } from './ports.ts';
import type { DispatchEffect, DueList } from './sweep-ports.ts';

/** The dead-letter queues by what lies in them. */
export const deadLetterQueues = ['effects', 'mail', 'bounces', 'schedule', 'siem'] as const;

export type DeadLetterQueueName = (typeof deadLetterQueues)[number];

export interface DeadLetter {
  /** With which it is taken off. */
  readonly receipt: string;
  readonly body: string;
}

export interface DeadLetters {
  /** About how many lie there; 0 where a deployment has no such queue. */
  count(queue: DeadLetterQueueName): Promise<number>;
  /** Some of them, hidden from others for a while; none are left when there are none. */
  receive(queue: DeadLetterQueueName): Promise<readonly DeadLetter[]>;
  remove(queue: DeadLetterQueueName, letter: DeadLetter): Promise<void>;
  /** Shows it again to whoever looks next. */
  giveBack(queue: DeadLetterQueueName, letter: DeadLetter): Promise<void>;
}

export interface RedrivePorts {
  readonly clock: Clock;
  readonly log: VaultLog;
  readonly letters: DeadLetters;
  readonly due: DueList;
  readonly dispatch: DispatchEffect;
  /** Has the event of a mail handled again; throws if that failed. */
  readonly readMail: (event: unknown) => Promise<void>;
  /** Has the event of a bounce noted again; throws if that failed. */
  readonly noteBounce: (event: unknown) => Promise<void>;
  /** Starts a sweep and does not wait for it. */
  readonly startSweep: () => Promise<void>;
  /** Puts an audit event into the queue of the SIEM. */
  readonly sendToSiem: (body: string) => Promise<void>;
  /** Says why something failed; the rest goes on. */
  readonly report: (what: string, error: unknown) => void;
}
