import type { ReceivedMail } from '../../../lambdas/application/mail-in/received-mail.ts';
import type { OpenedMail, OutgoingMail, SendMail } from '../../../lambdas/application/ports/mail-ports.ts';
import { openedMail } from '../../support/fakes/reply.ts';
import type { Random } from '../engine/random.ts';
import type { Timeline } from '../engine/timeline.ts';

/** A raw mail with what the receipt says about it. `worthless`: whatever it says, it must decide nothing. */
export interface Reply {
  readonly raw: string;
  readonly received: Omit<ReceivedMail, 'messageId' | 'receivedAt'>;
  readonly worthless: boolean;
}

export type Arrived = Reply & { readonly messageId: string; readonly receivedAt: number };

export interface PostWorld {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly duplicates: () => number;
  /** Hands an event of the receipt rule to its function; `ended` says whether it was handled. */
  readonly runReceipt: (mail: Arrived, ended: (handled: boolean) => void) => void;
}

/** Lambda tries an asynchronous event three times in all (`lib/constructs/reply-reader.ts`). */
const ATTEMPTS = 3;

/** Mostly a mail is there at once, now and then it takes its time. */
const transit = (random: Random): number =>
  random.chance(0.9) ? random.between(5, 100) : random.between(1_000, 90_000);

/** SES, both ways: mails take their time and may come twice; a reply is stored and handed over by an event. */
export const makePost = ({ timeline, random, duplicates, runReceipt }: PostWorld) => {
  const inboxes = new Map<string, OutgoingMail[]>();
  const stored = new Map<string, Uint8Array>();
  const dead: Arrived[] = [];
  let received = 0;

  const sendMail: SendMail = async (mail) => {
    timeline.at(timeline.now() + transit(random), () => {
      inboxes.set(mail.to, [...(inboxes.get(mail.to) ?? []), mail].slice(-20));
    });
  };

  const handOver = (mail: Arrived, attempt: number): void => {
    runReceipt(mail, (handled) => {
      if (handled) return;
      if (attempt === ATTEMPTS) dead.push(mail);
      else timeline.at(timeline.now() + 60_000 * attempt, () => handOver(mail, attempt + 1));
    });
  };

  /** A mail to a reply address: on its way for a while, then an event, perhaps two. */
  const reply = (mail: Reply): void => {
    received += 1;
    const messageId = `message-${received}`;
    timeline.at(timeline.now() + transit(random), () => {
      stored.set(messageId, Buffer.from(mail.raw, 'latin1'));
      const arrived = { ...mail, messageId, receivedAt: timeline.now() };
      handOver(arrived, 1);
      if (random.chance(duplicates())) handOver(arrived, 1);
    });
  };

  const read = (messageId: string): Uint8Array => stored.get(messageId) ?? new Uint8Array();
  return {
    sendMail,
    reply,
    inbox: (address: string): readonly OutgoingMail[] => inboxes.get(address) ?? [],
    mails: {
      open: async (messageId: string): Promise<OpenedMail> => openedMail(read(messageId)),
    },
    redrive: (): void => {
      for (const mail of dead.splice(0)) handOver(mail, 1);
    },
    dead: (): number => dead.length,
  };
};
