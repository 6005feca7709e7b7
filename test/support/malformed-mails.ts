import { clients } from '../../local/mail/clients/clients.ts';
import { writeReply } from '../../local/mail/clients/write-reply.ts';
import type { Random } from '../simulation/engine/random.ts';

interface Written {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly date: Date;
}

/** A reply as Gmail writes it, as a latin1 string. */
export const writtenReply = async ({ from, to, text, date }: Written): Promise<string> => {
  const original = { from: 'c@countersign.example', fromName: 'Countersign', to: from, subject: 'Approval needed' };
  const raw = await writeReply(clients.gmail, {
    from,
    fromName: 'Bruno Lima',
    to,
    text,
    date,
    language: 'en',
    original: { ...original, date: new Date(date.getTime() - 300_000), text: 'Please decide.\n' },
  });
  return raw.toString('latin1');
};

export type Damage = (mail: string, random: Random) => string;
const at = (mail: string, random: Random) => random.between(0, mail.length - 1);
const part = (type: string, body: string) => `Content-Type: ${type}\r\n\r\n${body}\r\n`;

const multipart = (head: string, boundary: string, parts: readonly string[]): string =>
  `${head}Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${parts.map((each) => `--${boundary}\r\n${each}`).join('')}--${boundary}--\r\n`;

const headOf = (mail: string): string => mail.slice(0, mail.search(/MIME-Version|Content-/));

const nested = (depth: number): string =>
  depth === 0 ? part('text/plain', 'APPROVE') : multipart('', `b${depth}`, [nested(depth - 1)]);

/** What can be wrong with a mail, each as a change of a good one (threats.md D-06). */
export const damages: Readonly<Record<string, Damage>> = {
  truncated: (mail, random) => mail.slice(0, at(mail, random)),
  'with a byte changed': (mail, random) => {
    const place = at(mail, random);
    return mail.slice(0, place) + String.fromCharCode(random.between(0, 255)) + mail.slice(place + 1);
  },
  'with NULs': (mail, random) => mail.replace(/e/g, (letter) => (random.chance(0.2) ? '\0' : letter)),
  'with lines swapped': (mail, random) => {
    const lines = mail.split('\r\n');
    return random.some(lines, lines.length).join('\r\n');
  },
  'with bare line feeds': (mail) => mail.replaceAll('\r\n', '\n'),
  'with bare carriage returns': (mail) => mail.replaceAll('\r\n', '\r'),
  'without From': (mail) => mail.replace(/^From:.*\r\n/m, ''),
  'with two From': (mail) => `From: mallory@example.net\r\n${mail}`,
  'with a header bomb': (mail) => 'X-Bomb: 1\r\n'.repeat(8000) + mail,
  'with one endless header': (mail) => `X-Long: ${'a'.repeat(100_000)}\r\n${mail}`,
  'with a wrong charset': (mail) => mail.replaceAll('charset=utf-8', 'charset=utf-7'),
  'with bytes that are no UTF-8': (mail) => mail.replace('Maybe', 'Maybe \xff\xfe'),
  'with another boundary than it says': (mail) => mail.replace(/boundary="[^"]*"/, 'boundary="other"'),
  'with an endless boundary': (mail) => mail.replace(/boundary="[^"]*"/, `boundary="${'b'.repeat(5000)}"`),
  'with 10,000 parts': (mail) => multipart(headOf(mail), 'p', Array(10_000).fill('\r\n\r\n')),
  'nested 60 deep': (mail) => `${headOf(mail)}${nested(60)}`,
  'that is all attachment': (mail) =>
    multipart(headOf(mail), 'p', [part('text/plain; name="approve.txt"', 'APPROVE'), part('message/rfc822', mail)]),
};
