import { describe, expect, it } from 'vitest';
import { readLeaves } from '../../../lambdas/adapters/mime/leaves.ts';
import { readReply } from '../../../lambdas/core/reply/read-reply.ts';

const mail = (lines: readonly string[]): Uint8Array => Buffer.from(lines.join('\r\n'), 'utf8');
const multipart = (type: string, ...parts: readonly (readonly string[])[]): readonly string[] => [
  `Content-Type: multipart/${type}; boundary="b"`,
  '',
  'preamble APPROVE',
  ...parts.flatMap((part) => ['--b', ...part]),
  '--b--',
  'epilogue APPROVE',
];
const read = async (raw: Uint8Array) => {
  const { decision, reason } = readReply(await readLeaves(raw));
  return `${decision} ${reason}`;
};
const plain = (...body: string[]): readonly string[] => ['Content-Type: text/plain; charset=utf-8', '', ...body];
const html = (...body: string[]): readonly string[] => ['Content-Type: text/html; charset=utf-8', '', ...body];
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const approve = 'approve first-line-is-the-word';

describe('the leaves of a mail', () => {
  it.each<readonly [string, readonly string[], string]>([
    ['a plain mail', ['Subject: x', ...plain('APPROVE', 'fine')], approve],
    ['a mail without a type', ['Subject: x', '', 'APPROVE'], approve],
    ['an alternative', multipart('alternative', plain('APPROVE'), html('<p>APPROVE</p>')), approve],
    [
      'an alternative that disagrees',
      multipart('alternative', plain('APPROVE'), html('<p>DISAPPROVE</p>')),
      'none html-disagrees',
    ],
    ['HTML alone (T-05)', html('<p>APPROVE</p>'), 'none html-only'],
    [
      'a signed mail',
      multipart('signed; micalg=sha-256', plain('APPROVE'), ['Content-Type: application/pkcs7-signature', '', 'AAAA']),
      approve,
    ],
    ['a second text (T-06)', multipart('mixed', plain(''), plain('APPROVE')), 'none nothing-written'],
    [
      'a text with a name (T-06)',
      multipart('mixed', plain(''), ['Content-Type: text/plain; name=log.txt', '', 'APPROVE']),
      'none nothing-written',
    ],
    [
      'only a text with a name',
      multipart('mixed', ['Content-Type: text/plain; name=log.txt', '', 'APPROVE']),
      'none no-text-part',
    ],
    ['only an attached text', ['Content-Disposition: attachment', ...plain('APPROVE')], 'none no-text-part'],
    ['an unknown disposition', ['Content-Disposition: form-data', ...plain('APPROVE')], 'none no-text-part'],
    ['an unreadable disposition', ['Content-Disposition: ???', ...plain('APPROVE')], 'none no-text-part'],
    [
      'a file name in RFC 2231',
      ["Content-Disposition: inline; filename*=utf-8''a", ...plain('APPROVE')],
      'none no-text-part',
    ],
    ['an inline text', ['Content-Disposition: inline', ...plain('APPROVE')], approve],
    [
      'an attached mail (T-06)',
      multipart('mixed', plain(''), ['Content-Type: message/rfc822', '', 'Subject: y', '', 'APPROVE']),
      'none nothing-written',
    ],
    ['a digest', multipart('digest', ['', 'Subject: y', '', 'APPROVE']), 'none no-text-part'],
    [
      'an attachment of an odd name',
      multipart(
        'mixed',
        ['Content-Type: application/pdf; name=a b.pdf', 'Content-Disposition: attachment', '', 'x'],
        plain('APPROVE'),
      ),
      approve,
    ],
  ])('%s', async (_, lines, answer) => {
    expect(await read(mail(lines))).toBe(answer);
  });

  it('does not open attachments (D-03)', async () => {
    const zip = ['Content-Type: application/zip', 'Content-Transfer-Encoding: base64', '', base64('PK bomb')];
    const leaves = await readLeaves(mail(multipart('mixed', plain('APPROVE'), zip)));

    expect(leaves).toMatchObject({
      ok: true,
      value: [{ mediaType: 'text/plain' }, { mediaType: 'application/zip', content: new Uint8Array() }],
    });
  });
});

describe('transfer encodings (T-08)', () => {
  it.each([
    ['quoted-printable', 'APPROVE=0D=0Afine', approve],
    ['quoted-printable', 'APP=\r\nROVE', approve],
    ['Quoted-Printable', '=41PPROVE', approve],
    ['quoted-printable', 'APPROVE=', approve],
    ['quoted-printable', '=EF=BB=BFAPPROVE', approve],
    ['quoted-printable', 'APPROVE=E2=80=8B', 'none first-line-is-not-the-word'],
    ['quoted-printable', '=D0=90PPROVE', 'none first-line-is-not-the-word'],
    ['quoted-printable', 'APPROVE=00', 'none not-decodable'],
    ['quoted-printable', 'APPROVE=0A=E9', 'none not-decodable'],
    ['base64', base64('APPROVE\r\nfine'), approve],
    ['base64', base64('+AEEAUABQ'), 'none first-line-is-not-the-word'],
    ['base64', '!!!', 'none nothing-written'],
    ['7bit', 'APPROVE', approve],
    ['8BIT', 'APPROVE', approve],
    ['x-uuencode', 'APPROVE', 'none malformed-part'],
    ['base64 (really)', base64('APPROVE'), 'none malformed-part'],
  ])('%s of %j', async (encoding, body, answer) => {
    expect(await read(mail([`Content-Transfer-Encoding: ${encoding}`, ...plain(body)]))).toBe(answer);
  });

  it.each(['utf-7', 'utf-16', 'iso-2022-jp', 'x-mine'])('the charset %s', async (charset) => {
    expect(await read(mail([`Content-Type: text/plain; charset=${charset}`, '', 'APPROVE']))).toBe(
      'none charset-not-allowed',
    );
  });

  it.each(['format=flowed', 'Format=Flowed; DelSp=yes'])('text with %s is put together first', async (format) => {
    const lines = [`Content-Type: text/plain; charset=utf-8; ${format}`, '', 'APPROVE ', 'only after five'];
    expect(await read(mail(lines))).toBe('none first-line-is-not-the-word');
  });
});

describe('what could be read in two ways is not read', () => {
  it.each<readonly [string, readonly string[], string]>([
    ['two types', ['Content-Type: text/html', ...plain('APPROVE')], 'none malformed-part'],
    [
      'two encodings',
      ['Content-Transfer-Encoding: 7bit', 'Content-Transfer-Encoding: base64', ...plain('APPROVE')],
      'none malformed-part',
    ],
    ['a comment in the type', ['Content-Type: text/plain (x); charset=utf-8', '', 'APPROVE'], 'none malformed-part'],
    [
      'a parameter twice',
      ['Content-Type: text/plain; charset=utf-8; charset=utf-7', '', 'APPROVE'],
      'none malformed-part',
    ],
    ['no type', ['Content-Type: ', '', 'APPROVE'], 'none malformed-part'],
    ['no boundary', ['Content-Type: multipart/mixed', '', 'APPROVE'], 'none malformed-mime'],
    [
      'a boundary that never comes',
      ['Content-Type: multipart/mixed; boundary=x', '', 'APPROVE'],
      'none malformed-mime',
    ],
    [
      'an endless boundary',
      [`Content-Type: multipart/mixed; boundary=${'x'.repeat(71)}`, '', 'APPROVE'],
      'none malformed-mime',
    ],
    [
      'an encoded multipart',
      ['Content-Transfer-Encoding: base64', ...multipart('mixed', plain('APPROVE'))],
      'none malformed-mime',
    ],
    [
      'a part without headers',
      ['Content-Type: multipart/mixed; boundary=b', '', '--b', 'APPROVE', '--b--'],
      'none malformed-headers',
    ],
    ['a NUL in a header', ['Subject: \0', '', 'APPROVE'], 'none malformed-headers'],
    ['a header without a colon', ['nonsense', '', 'APPROVE'], 'none malformed-headers'],
  ])('%s', async (_, lines, answer) => {
    expect(await read(mail(lines))).toBe(answer);
  });

  it.each<readonly [string, readonly string[]]>([
    [
      'blanks behind a delimiter',
      ['Content-Type: multipart/mixed; boundary=b', '', '--b \t', ...plain('APPROVE'), '--b--'],
    ],
    ['a last part without an end', ['Content-Type: multipart/mixed; boundary=b', '', '--b', ...plain('APPROVE')]],
    [
      'a delimiter inside a line',
      ['Content-Type: multipart/mixed; boundary=b', '', '--b', ...plain('APPROVE', 'x --b', '--bb'), '--b--'],
    ],
    ['a trailing semicolon', ['Content-Type: text/plain; charset="utf-8";', '', 'APPROVE']],
  ])('%s is plain enough', async (_, lines) => {
    expect(await read(mail(lines))).toBe(approve);
  });
});
