import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { readLeaves } from '../../../lambdas/adapters/mime/leaves.ts';
import { readReply } from '../../../lambdas/core/reply/read-reply.ts';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const part = (body: string) => `--b\r\nContent-Type: text/plain\r\n\r\n${body}\r\n`;
const nested = (depth: number): string =>
  depth === 0
    ? 'Content-Type: text/plain\r\n\r\nAPPROVE\r\n'
    : `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${nested(depth - 1)}\r\n--b${depth}--\r\n`;

describe('bounds (D-02)', () => {
  it.each([
    ['headers-too-large', `X: ${'a'.repeat(70_000)}\r\n\r\nAPPROVE`],
    ['headers-too-large', `${'X: a\r\n'.repeat(20_000)}\r\nAPPROVE`],
    ['too-many-parts', `Content-Type: multipart/mixed; boundary=b\r\n\r\n${part('APPROVE').repeat(100_000)}--b--`],
    ['too-deep', nested(400)],
    ['too-deep', nested(9)],
    ['text-too-large', `Content-Type: text/html\r\n\r\n${'<div>'.repeat(1_000_000)}`],
    [
      'text-too-large',
      `Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${'QUFB'.repeat(2_000_000)}`,
    ],
  ])('%s', async (reason, text) => {
    expect(readReply(await readLeaves(latin1(text)))).toEqual({ decision: 'none', reason, comment: '' });
  });

  it('reads a mail at its bounds', async () => {
    expect(readReply(await readLeaves(latin1(nested(8)))).decision).toBe('approve');
    const parts = part('x').repeat(30);
    const mail = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${part('APPROVE')}${parts}--b--`;
    expect(readReply(await readLeaves(latin1(mail))).decision).toBe('approve');
  });

  it('is not kept busy by almost-delimiters', async () => {
    const mail = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b x\r\n'.repeat(200_000)}`;

    expect(await readLeaves(latin1(mail))).toEqual({ ok: false, refusal: 'malformed-mime' });
  });
});

describe('any bytes (D-06)', () => {
  it('never throw, and decide nothing without the word', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        const { decision } = readReply(await readLeaves(bytes));
        if (!/approve/i.test(Buffer.from(bytes).toString('latin1'))) expect(decision).toBe('none');
      }),
      { numRuns: 500 },
    );
  });

  const piece = fc.constantFrom(
    'Content-Type: multipart/mixed; boundary=b\r\n',
    'Content-Type: text/plain; charset=utf-8\r\n',
    'Content-Type: text/html\r\n',
    'Content-Type: message/rfc822\r\n',
    'Content-Transfer-Encoding: base64\r\n',
    'Content-Transfer-Encoding: quoted-printable\r\n',
    'Content-Disposition: attachment; filename="x"\r\n',
    '\r\n',
    '--b\r\n',
    '--b--\r\n',
    'APPR=\r\n',
    'QVBQUk9WRQ==\r\n',
    '=4\r\n',
    '\0',
    '\r',
    '<p>',
    '\xff\xfe',
    'x\r\n',
  );

  it('put together from pieces of mails never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        expect(['approve', 'disapprove', 'none']).toContain(
          readReply(await readLeaves(latin1(pieces.join('')))).decision,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
