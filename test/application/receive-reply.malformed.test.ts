import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { clients } from '../../local/mail/clients/clients.ts';
import { writeReply } from '../../local/mail/clients/write-reply.ts';
import { makeRandom, type Random } from '../simulation/engine/random.ts';
import { anAskedApprover, verdicts } from '../support/fakes/reply.ts';

const bruno = 'bruno@example.com';
const MOST_BYTES = 128 * 1024;

/** A reply of Bruno's as Gmail writes it, as a latin1 string. */
const written = async (to: string, text: string): Promise<string> => {
  const original = { from: 'c@countersign.example', fromName: 'Countersign', to: bruno, subject: 'Approval needed' };
  const raw = await writeReply(clients.gmail, {
    from: bruno,
    fromName: 'Bruno Lima',
    to,
    text,
    date: new Date('2026-11-24T17:05:00Z'),
    language: 'en',
    original: { ...original, date: new Date('2026-11-24T17:00:00Z'), text: 'Please decide.\n' },
  });
  return raw.toString('latin1');
};

type Damage = (mail: string, random: Random) => string;
const at = (mail: string, random: Random) => random.between(0, mail.length - 1);
const part = (type: string, body: string) => `Content-Type: ${type}\r\n\r\n${body}\r\n`;

const multipart = (head: string, boundary: string, parts: readonly string[]): string =>
  `${head}Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${parts.map((each) => `--${boundary}\r\n${each}`).join('')}--${boundary}--\r\n`;

const headOf = (mail: string): string => mail.slice(0, mail.search(/MIME-Version|Content-/));

const nested = (depth: number): string =>
  depth === 0 ? part('text/plain', 'APPROVE') : multipart('', `b${depth}`, [nested(depth - 1)]);

const damages: Readonly<Record<string, Damage>> = {
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

const runs = Object.entries(damages).flatMap(([name, damage]) =>
  Array.from({ length: 25 }, (_, seed) => [name, seed, damage] as const),
);

describe('a malformed mail at the right address, from the right person, with DMARC PASS (threats.md D-02, D-06)', () => {
  it('decides nothing, throws nothing and leaves the request as it is, in hundreds of forms', async () => {
    const { world, id, reply, address } = await anAskedApprover();
    const before = await world.ports.requests.load(id);
    const mail = await written(address, 'Maybe');

    for (const [name, seed, damage] of runs) {
      const raw = damage(mail, makeRandom(seed));
      await expect(reply(bruno, address, { raw }), `${name}, seed ${seed}`).resolves.toBeUndefined();
    }

    expect(runs.length).toBeGreaterThan(400);
    expect(await world.ports.requests.load(id)).toEqual(before);
  }, 60_000);

  it.each(Object.entries(damages))('%s, never turns an approval into the opposite', async (_name, damage) => {
    const { world, id, reply, address } = await anAskedApprover();
    const mail = await written(address, 'APPROVE');

    for (let seed = 0; seed < 10; seed += 1) await reply(bruno, address, { raw: damage(mail, makeRandom(seed)) });

    const request = (await world.ports.requests.load(id))?.request;
    expect(request && 'ballots' in request ? request.ballots.map(({ verdict }) => verdict) : []).not.toContain(
      'disapprove',
    );
  });

  it.each([25_000_000, 40_000_000, MOST_BYTES + 1])(
    'of %i bytes is refused without being fetched (D-01)',
    async (size) => {
      const asked = await anAskedApprover();
      const fetched: string[] = [];
      const { reply } = asked.readerWith({
        mails: {
          size: async () => size,
          read: async (messageId) => {
            fetched.push(messageId);
            return new Uint8Array();
          },
        },
      });

      await reply(bruno, asked.address);

      expect(fetched).toEqual([]);
      expect(asked.world.refusals().at(-1)).toMatchObject({ type: 'ReplyRefused', detail: { rule: 'too-large' } });
    },
  );
});

describe('any bytes at all', () => {
  it('never throw and never decide', async () => {
    const { world, id, reply, address } = await anAskedApprover();
    const before = await world.ports.requests.load(id);

    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        await reply(bruno, address, { raw: Buffer.from(bytes).toString('latin1') });
      }),
    );

    expect(await world.ports.requests.load(id)).toEqual(before);
  });

  it('never decide without the token and PASS, however good the mail is (S-01)', async () => {
    const { world, id, reply, address } = await anAskedApprover();
    const before = await world.ports.requests.load(id);
    const mail = await written(address, 'APPROVE');
    const status = fc.constantFrom('FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED', 'pass', '', undefined);
    const recipient = fc.constantFrom(
      address.toUpperCase().replace('R.', 'r.A'),
      'r.aaaaaaaa@reply.example.net',
      bruno,
    );

    await fc.assert(
      fc.asyncProperty(status, recipient, fc.boolean(), async (given, to, wrongToken) => {
        const dmarcVerdict = wrongToken ? { status: 'PASS' } : given === undefined ? undefined : { status: given };
        const recipients = wrongToken ? [to] : [address];
        await reply(bruno, address, { raw: mail, receipt: { recipients, verdicts: { ...verdicts, dmarcVerdict } } });
      }),
    );

    expect(await world.ports.requests.load(id)).toEqual(before);
  });
});
