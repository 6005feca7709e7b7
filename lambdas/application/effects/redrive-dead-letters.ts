import { ok, type Result } from '../../core/result.ts';
import type { Principal } from '../people/principal.ts';
import {
  type DeadLetter,
  type DeadLetterQueueName,
  deadLetterQueues,
  type RedrivePorts,
} from '../ports/redrive-ports.ts';
import { redriveEffects } from './redrive-effects.ts';

/** An answer is waited for: what is not done by then is done by the next call. */
const BUDGET_MILLIS = 18_000;

export interface Redriven {
  readonly queue: DeadLetterQueueName;
  /** Dead letters that were found; with a dry run, about how many there are. */
  readonly found: number;
  /** What was done again and taken off. */
  readonly done: number;
  /** What failed again and stays. */
  readonly left: number;
}

export interface Redrive {
  readonly principal: Principal;
  /** Absent = every queue. */
  readonly queue?: DeadLetterQueueName | undefined;
  /** Only looks. */
  readonly dryRun: boolean;
}

/**
 * Does again what lies in the dead-letter queues, and takes off only what was done (design.md 6, threats.md D-06). An
 * administrator asks for it when the cause is mended; it is recorded.
 */
export const makeRedriveDeadLetters =
  (ports: RedrivePorts) =>
  async ({ principal, queue, dryRun }: Redrive): Promise<Result<readonly Redriven[]>> => {
    const until = ports.clock() + BUDGET_MILLIS;
    const queues = queue === undefined ? deadLetterQueues : [queue];
    const redriven: Redriven[] = [];
    for (const name of queues) {
      redriven.push(dryRun ? await look(ports, name) : await redriveQueue(ports, name, until));
    }
    if (!dryRun)
      await ports.log.append({
        type: 'DeadLettersRedriven',
        actor: principal.id,
        detail: { queues: redriven.map(plain) },
      });
    return ok(redriven);
  };

const plain = ({ queue, found, done, left }: Redriven) => ({ queue, found, done, left });

const look = async ({ letters }: RedrivePorts, queue: DeadLetterQueueName): Promise<Redriven> => ({
  queue,
  found: await letters.count(queue),
  done: 0,
  left: 0,
});

const redriveQueue = async (ports: RedrivePorts, queue: DeadLetterQueueName, until: number): Promise<Redriven> => {
  const act = await actOn(ports, queue, until);
  const failed: DeadLetter[] = [];
  let found = 0;
  let letters = await ports.letters.receive(queue);
  while (letters.length > 0) {
    found += letters.length;
    for (const letter of letters) if (!(await redriveOne(ports, queue, { letter, act }))) failed.push(letter);
    letters = ports.clock() < until ? await ports.letters.receive(queue) : [];
  }
  // Only now: while the queue is worked through, nobody meets the same letter twice.
  for (const letter of failed) await ports.letters.giveBack(queue, letter);
  return { queue, found, done: found - failed.length, left: failed.length };
};

type Act = (letter: DeadLetter) => Promise<void>;

/** Whether the letter was done; one that fails is reported and stays. */
const redriveOne = async (
  { letters, report }: RedrivePorts,
  queue: DeadLetterQueueName,
  { letter, act }: { readonly letter: DeadLetter; readonly act: Act },
): Promise<boolean> => {
  try {
    await act(letter);
  } catch (error) {
    report(`a dead letter of ${queue}`, error);
    return false;
  }
  await letters.remove(queue, letter);
  return true;
};

/** What a function was called with: Lambda's letter of a failed call holds it, EventBridge's of a call not made is it. */
const payloadOf = (body: string): unknown => {
  const letter = JSON.parse(body) as { readonly requestPayload?: unknown };
  return letter.requestPayload ?? letter;
};

/** What is done about a letter of each queue. */
const actOn = async (ports: RedrivePorts, queue: DeadLetterQueueName, until: number): Promise<Act> => {
  switch (queue) {
    case 'effects':
      return redriveEffects(ports, until);
    case 'mail':
      return ({ body }) => ports.readMail(payloadOf(body));
    case 'bounces':
      return ({ body }) => ports.noteBounce(payloadOf(body));
    case 'schedule':
      return () => ports.startSweep();
    case 'siem':
      return ({ body }) => ports.sendToSiem(body);
  }
};
