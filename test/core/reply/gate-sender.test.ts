import { describe, expect, it } from 'vitest';
import { readSender } from '../../../lambdas/core/reply/gate-sender.ts';
import { foldAscii, sameMailbox } from '../../../lambdas/core/reply/mailbox.ts';

const victim = 'admin@legitimate.com';
/** As the bytes of a mail arrive: one latin1 character a byte. */
const bytes = (headers: string): string => Buffer.from(`${headers}\r\n\r\nAPPROVE\r\n`, 'utf8').toString('latin1');

/** Is this the victim's mail, as far as G4 and the comparison of G6 can tell? */
const isTaken = (headers: string): boolean => {
  const sender = readSender(bytes(headers));
  return sender.ok && sameMailbox(sender.value.address, victim);
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** The header forgeries of threats.md S-06, in the manner of the published sender-spoofing collections. */
const forgeries: readonly (readonly [string, string])[] = [
  ['two From headers, victim last', `From: evil@attack.com\r\nFrom: ${victim}`],
  ['two From headers, victim first', `From: ${victim}\r\nFrom: evil@attack.com`],
  ['two From headers in different case', `from: evil@attack.com\r\nFROM: ${victim}`],
  ['a space before the colon', `From : ${victim}`],
  ['a space before the name', ` From: ${victim}`],
  ['a folded From behind a real header', `Subject: x\r\n From: ${victim}\r\nFrom: evil@attack.com`],
  ['a folded name', `Fro\r\n m: ${victim}`],
  ['a no-break space before the name', `\u00a0From: ${victim}`],
  ['two addresses', `From: evil@attack.com, ${victim}`],
  ['two addresses in brackets', `From: <evil@attack.com>, <${victim}>`],
  ['an address and one in brackets', `From: ${victim},<evil@attack.com>`],
  ['group syntax', `From: team: ${victim};`],
  ['a route', `From: <@attack.com,@any.com:${victim}>`],
  ['a comment', 'From: admin@legitimate.com(x)attack.com'],
  ['a comment behind', `From: <${victim}> (evil@attack.com)`],
  ['an address as an encoded word', `From: =?utf-8?B?${base64(victim)}?=`],
  ['an encoded word that closes the bracket', `From: =?utf-8?B?${base64(`<${victim}>`)}?= <evil@attack.com>`],
  ['a NUL', `From: admin@legitimate.com\0.attack.com`],
  ['a quoted pair', 'From: "ad\\min"@legitimate.com'],
  ['an escaped comma', `From: evil@attack.com\\, <${victim}>`],
  ['a display name that is an address (S-08)', `From: "${victim}" <evil@attack.com>`],
  ['a quoted local part', 'From: "admin"@legitimate.com'],
  ['a bare carriage return', `From: evil@attack.com\rFrom: ${victim}`],
  ['two pairs of brackets', `From: <evil@attack.com><${victim}>`],
  ['a bracket that is not closed', `From: <${victim}`],
  ['a bracket closed by another sign', `From: <${victim})`],
  ['a bracket that is not opened', `From: ${victim}>`],
  ['a tab inside', 'From: admin\t@legitimate.com'],
  ['nested brackets', `From: <<${victim}>>`],
  ['a domain literal', 'From: admin@[127.0.0.1]'],
  ['a Kelvin sign', 'From: \u212a@legitimate.com'],
  ['a domain with a trailing dot', 'From: admin@legitimate.com.'],
  ['no From', 'Subject: x'],
  ['an empty From', 'From:'],
  ['only Sender and Reply-To', `Sender: ${victim}\r\nReply-To: ${victim}\r\nResent-From: ${victim}`],
  ['Reply-To of the victim (S-07)', `From: evil@attack.com\r\nReply-To: ${victim}\r\nSender: ${victim}`],
];

describe('G4 and G6: who sent this', () => {
  it.each(forgeries)('S-06: is not the victim: %s', (_, headers) => {
    expect(isTaken(headers)).toBe(false);
  });

  it.each([
    ['bare', `From: ${victim}`],
    ['in another case', 'From: ADMIN@LEGITIMATE.COM'],
    ['with brackets', `From: <${victim}>`],
    ['with a name', `From: Ada Admin <${victim}>`],
    ['with a quoted name', `From: "Admin, Ada (IT) <ada>" <${victim}>`],
    ['with an encoded name', `From: =?utf-8?B?${base64('José')}?= <${victim}>`],
    ['with a name in raw UTF-8', `From: José <${victim}>`],
    ['folded before the address', `From: "A rather long name of a person"\r\n <${victim}>`],
    [
      'behind 50 KB of padding (D-04)',
      `${'X-Padding: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(900)}From: ${victim}`,
    ],
    ['under a signature that lists from', `DKIM-Signature: v=1; h=to:subject\r\n from:date; bh=x\r\nFrom: ${victim}`],
  ])('takes the plain mailbox %s', (_, headers) => {
    expect(isTaken(headers)).toBe(true);
  });

  it.each([
    ['from-not-single', 'Subject: x'],
    ['from-not-single', `From: ${victim}\r\nFrom: ${victim}`],
    ['bad-from', 'From: someone'],
    ['bad-from', `From: ${'a'.repeat(65)}@example.com`],
    ['bad-from', `From: a@${'b'.repeat(300)}.com`],
    ['bad-from', `From: a@${'b.'.repeat(125)}comm`],
    ['bad-from', 'From: a..b@example.com'],
    ['bad-from', 'From: X <a b@example.com>'],
    ['bad-from', 'From: X <a@[127.0.0.1]>'],
    ['bad-from', 'From: X <=?utf-8?Q?a?=@example.com>'],
    ['bad-from', 'From: X <>'],
    ['bad-from', 'From: x>'],
    ['bad-from', 'From: a@-example.com'],
    ['malformed-headers', 'no colon here'],
    ['malformed-headers', 'From: a@example.com\r\n \t \r\nTo: b@example.com'],
    ['headers-too-large', `X: ${'a'.repeat(70_000)}\r\nFrom: ${victim}`],
  ])('names what is wrong: %s', (refusal, headers) => {
    expect(readSender(bytes(headers))).toEqual({ ok: false, refusal });
  });

  it.each([`${'a'.repeat(64)}@example.com`, `a@${'b.'.repeat(124)}comm`])(
    'takes the longest that SMTP knows: %s',
    (address) => {
      expect(readSender(bytes(`From: \t${address}\t`))).toMatchObject({ ok: true, value: { address } });
    },
  );

  it('does not read a From of the body', () => {
    expect(readSender(`Subject: x\r\n\r\nFrom: ${victim}\r\n`)).toEqual({ ok: false, refusal: 'from-not-single' });
  });

  it('reads bare line feeds and a header block without an end', () => {
    expect(readSender(`Subject: x\nFrom: ${victim}`)).toMatchObject({ ok: true, value: { address: victim } });
  });
});

describe('S-14: case folds for A-Z only', () => {
  it.each([
    ['ake@legit.com', 'AKE@LEGIT.COM', true],
    ['ake@legit.com', 'a\u212ae@legit.com', false],
    ['ali@legit.com', 'al\u0131@legit.com', false],
    ['ass@legit.com', 'a\u017fs@legit.com', false],
    ['ake@legit.com', 'ake@legit.com.', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(sameMailbox(one, other)).toBe(same);
  });

  it('leaves every other character as it is', () => {
    expect(foldAscii('\u212a\u0130ÄZ[')).toBe('\u212a\u0130Äz[');
  });
});
