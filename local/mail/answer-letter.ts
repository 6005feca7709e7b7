import * as z from 'zod';
import { type ClientName, clients, oddClients } from './clients/clients.ts';
import { languages } from './clients/reply.ts';
import { writeReply } from './clients/write-reply.ts';
import type { Letter, Person } from './mailboxes.ts';
import { sendAs } from './send-as.ts';

const allClients = { ...clients, ...oddClients };
const names = Object.keys(allClients) as (ClientName | keyof typeof oddClients)[];

/** The reply form of the mailbox page, as a browser sends it. */
export const replyForm = z.object({
  text: z.string().max(20_000),
  client: z.enum(names),
  language: z.enum(languages),
});

export type ReplyForm = z.output<typeof replyForm>;

/**
 * Sends the reply that `person` wrote to `letter`, as the chosen mail program writes it, through the mail server and
 * signed in: it goes the way of any other mail. Answers what the server said; a letter without a reply address throws.
 */
export const answerLetter = async (
  smtpPort: number,
  { person, letter, form }: { readonly person: Person; readonly letter: Letter; readonly form: ReplyForm },
): Promise<string> => {
  if (letter.replyTo === undefined) throw new Error(`the mail "${letter.subject}" has no reply address`);
  const raw = await writeReply(allClients[form.client], {
    from: person.email,
    fromName: person.name,
    to: letter.replyTo,
    text: form.text.replaceAll('\r\n', '\n'),
    date: new Date(),
    language: form.language,
    original: { ...letter, to: person.email, date: new Date(letter.date) },
  });
  return sendAs({ host: '127.0.0.1', port: smtpPort }, person, { to: letter.replyTo, raw });
};
