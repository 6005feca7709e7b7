import { setTimeout as sleep } from 'node:timers/promises';
import type { Letter } from '../mail/mailboxes.ts';

export type { Letter } from '../mail/mailboxes.ts';

const TIMEOUT_MILLIS = 30_000;
const PAUSE_MILLIS = 100;

/** Reads a person's mailbox by its JSON page. */
export const makeMailReader = (mailboxUrl: string, id: string) => {
  const mails = async (): Promise<readonly Letter[]> =>
    (await fetch(`${mailboxUrl}/mailbox/${id}.json`)).json() as Promise<readonly Letter[]>;
  const mailAbout = async (requestId: string, matches: (letter: Letter) => boolean = () => true): Promise<Letter> => {
    for (const until = Date.now() + TIMEOUT_MILLIS; Date.now() < until; await sleep(PAUSE_MILLIS)) {
      const found = (await mails()).find((letter) => letter.subject.includes(requestId) && matches(letter));
      if (found) return found;
    }
    const subjects = (await mails()).map((letter) => letter.subject);
    throw new Error(
      `${id} got no such mail about ${requestId} in ${TIMEOUT_MILLIS / 1000} s; the mailbox: ${subjects.join('; ')}`,
    );
  };
  return { mails, mailAbout };
};
