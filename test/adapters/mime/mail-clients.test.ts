import { describe, expect, it } from 'vitest';
import { readLeaves } from '../../../lambdas/adapters/mime/leaves.ts';
import { approvalAsked } from '../../../lambdas/application/mail-out/notices/approval-asked.ts';
import type { Notice } from '../../../lambdas/application/mail-out/notices/notice.ts';
import { readReply } from '../../../lambdas/core/reply/read-reply.ts';
import { LANGUAGES, type Language } from '../../../lambdas/core/time/language.ts';
import { clients, oddClients } from '../../../local/mail/clients/clients.ts';
import { type Answering, languages, type MailClient } from '../../../local/mail/clients/reply.ts';
import { writeReply } from '../../../local/mail/clients/write-reply.ts';

/** What was mailed, to a reader of either language; the client has a language of its own. */
const mailed = (language: Language) =>
  approvalAsked({
    requestId: '01KB3V9GZ0000000000000000',
    requester: 'Ana Souza',
    use: { action: 'view_password', username: 'orders_admin', device: 'orders-db' },
    justification: 'Restart of the nightly job. APPROVE or DISAPPROVE as you see fit',
    applied: { because: 'approval is required mon-fri 13:00-17:00' },
    level: { number: 1, of: 2 },
    window: { start: Date.parse('2026-11-24T17:00:00Z'), end: Date.parse('2026-11-24T18:00:00Z') },
    clockStarts: 'request',
    heldBy: [],
    deadline: Date.parse('2026-11-24T18:00:00Z'),
    reading: { language, vault: 'America/Sao_Paulo', reader: 'Europe/Berlin' },
    link: 'https://console.example.com/requests/01KB3V9GZ0000000000000000',
    replyOffered: true,
    words: { approve: ['aprovo'], disapprove: ['recuso'] },
  });

const mails = LANGUAGES.map(mailed);

const answering = (asked: Notice, text: string, language: Answering['language']): Answering => ({
  from: 'bruno@example.com',
  fromName: 'Bruno Lima',
  to: 'r.abcdefghijklmnop@reply.example.com',
  text,
  date: new Date('2026-11-24T17:05:00Z'),
  language,
  original: {
    from: 'countersign@example.com',
    fromName: 'Countersign',
    to: 'bruno@example.com',
    subject: asked.subject,
    messageId: '<one@reply.example.com>',
    date: new Date('2026-11-24T17:00:00Z'),
    text: asked.text,
    html: asked.html,
  },
});

/** The reading is the same whichever language of ours the client quotes. */
const read = async (client: MailClient, text: string, language: Answering['language']) => {
  const [reading, ...others] = await Promise.all(
    mails.map(async (asked) => readReply(await readLeaves(await writeReply(client, answering(asked, text, language))))),
  );
  if (reading === undefined) throw new Error('there is no language in which we write');
  for (const other of others) expect(other).toEqual(reading);
  return reading;
};

const all = Object.entries(clients).flatMap(([name, client]) =>
  languages.map((language) => [name, language, client] as const),
);

const signature: Readonly<Record<Answering['language'], string>> = {
  en: 'Best regards,\nBruno Lima',
  pt: 'Atenciosamente,\nBruno Lima',
  de: 'Mit freundlichen Grüßen\nBruno Lima',
  fr: 'Cordialement,\nBruno Lima',
  es: 'Un saludo,\nBruno Lima',
  ja: 'よろしくお願いいたします。\nブルーノ',
};

describe.each(all)('a reply written with %s in %s', (_name, language, client) => {
  it.each([
    ['APPROVE', 'approve'],
    ['approve.', 'approve'],
    ['Disapprove!', 'disapprove'],
    ['DISAPPROVE', 'disapprove'],
  ])('that begins with %s is understood', async (word, decision) => {
    expect((await read(client, word, language)).decision).toBe(decision);
    expect((await read(client, `${word}\n\n${signature[language]}`, language)).decision).toBe(decision);
  });

  it('with a comment below the word keeps the comment', async () => {
    const { decision, comment } = await read(client, 'APPROVE\nOnly until five, please.', language);

    expect(decision).toBe('approve');
    expect(comment).toContain('Only until five, please.');
  });

  it.each(['Approved', 'OK', 'I do not APPROVE', 'APPROVE?', 'Thanks!\nAPPROVE', 'APPROVE\nDISAPPROVE', ''])(
    'that says %j decides nothing (threats.md T-01, T-03, T-04)',
    async (text) => {
      expect((await read(client, text, language)).decision).toBe('none');
    },
  );
});

describe.each(Object.entries(oddClients))('a %s reply', (_name, client) => {
  it.each(languages)('in %s decides nothing', async (language) => {
    expect((await read(client, 'APPROVE', language)).decision).toBe('none');
  });
});

/** What people leave above the quote when they send a reply in which they wrote nothing. */
const nothings = ['', ' ', '\n\n', '\u00a0', '> ', '-- \nBruno Lima', 'Sent from my iPhone'];

describe('T-01: a reply that only quotes our mail, which holds both words', () => {
  const negatives = all.flatMap(([name, language, client]) =>
    nothings.map((text) => [`${name}, ${language}`, text, language, client] as const),
  );

  it('is tried in more than 156 forms', () => {
    expect(negatives.length).toBeGreaterThan(156);
    for (const { text } of mails) expect(text).toMatch(/\bAPPROVE\b.*\bDISAPPROVE\b/s);
  });

  it.each(negatives)('%s: %j above the quote decides nothing', async (_form, text, language, client) => {
    expect((await read(client, text, language)).decision).toBe('none');
  });
});
