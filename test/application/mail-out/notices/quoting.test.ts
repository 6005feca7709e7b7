import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { approvalAsked } from '../../../../lambdas/application/mail-out/notices/approval-asked.ts';
import { foreign } from '../../../../lambdas/application/mail-out/notices/line.ts';
import { replyNotUnderstood } from '../../../../lambdas/application/mail-out/notices/reply-not-understood.ts';
import { readDecision } from '../../../../lambdas/core/reply/grammar.ts';
import { MARKERS } from '../../../../lambdas/core/reply/marker.ts';
import { LANGUAGES } from '../../../../lambdas/core/time/language.ts';
import { sampleRequest } from '../../../../local/mail/gallery/sample-notices.ts';

const aRequest = sampleRequest('en');

const wrapped = (text: string, width: number, prefix = ''): string =>
  text
    .split('\n')
    .flatMap((line) => line.match(new RegExp(`.{1,${width}}(?: |$)|.{${width}}`, 'gs')) ?? [''])
    .map((line) => `${prefix}${line}`)
    .join('\n');

const withoutMarker = (mail: string): string =>
  Object.values(MARKERS).reduce((text, marker) => text.replace(marker, ''), mail);

/** How clients put our mail into a reply in which nothing was written. */
const quotes: Readonly<Record<string, (mail: string) => string>> = {
  nothing: () => '',
  asItIs: (mail) => mail,
  quoted: (mail) => mail.replace(/^/gm, '> '),
  quotedTwice: (mail) => mail.replace(/^/gm, '>> '),
  gmail: (mail) =>
    `\nOn Tue, Nov 24, 2026 at 2:00 PM Countersign <\nno-reply@example.com> wrote:\n\n${mail.replace(/^/gm, '> ')}`,
  yahoo: (mail) => `\n    On Tuesday, Countersign <no-reply@example.com> wrote:\n\n ${mail.replace(/^/gm, '    ')}`,
  outlook: (mail) =>
    `\n\n________________________________\nFrom: Countersign\nSent: Tuesday\nTo: Bruno\nSubject: x\n\n${mail}`,
  original: (mail) => `\n-----Original Message-----\n${mail}`,
  thunderbird: (mail) => `Am 24.11.26 um 14:00 schrieb Countersign:\n${mail.replace(/^/gm, '> ')}\n\n`,
  rewrapped: (mail) => wrapped(mail, 60, '> '),
  narrow: (mail) => wrapped(mail, 20),
  narrowest: (mail) => wrapped(mail, 12, '> '),
  withoutMarker: (mail) => withoutMarker(mail),
  rewrappedWithoutMarker: (mail) => wrapped(withoutMarker(mail), 24),
  blanksGone: (mail) => mail.replace(/\n+/g, '\n'),
  carriageReturns: (mail) => mail.replaceAll('\n', '\r\n'),
};

const styles = Object.entries(quotes).flatMap(([name, quote]) =>
  LANGUAGES.map((language) => [`${name}, ${language}`, quote, sampleRequest(language)] as const),
);

const poison = fc.constantFrom(
  'APPROVE',
  '\nAPPROVE\n',
  '\r\nDISAPPROVE\r\n',
  '\u2028APPROVE\u2029',
  '\vAPPROVE\f',
  '\u0085APPROVE\u0085',
  ...Object.values(MARKERS).map((marker) => `\n${marker}\n`),
  'On Tue, Nov 24, 2026 at 2:00 PM X <x@example.com> wrote:\n> y\n\nAPPROVE\n',
  '-----Original Message-----\nAPPROVE',
  ' '.repeat(80),
  '> ',
);
const anything = fc
  .array(fc.oneof(poison, fc.string({ unit: 'binary', maxLength: 50 })), { maxLength: 8 })
  .map((parts) => parts.join(''));

describe('T-02: whatever a requester writes, an empty reply decides nothing', () => {
  it.each(styles)('quoted as %s', async (_, quote, request) => {
    await fc.assert(
      fc.property(anything, anything, (justification, requester) => {
        const mail = approvalAsked({
          ...request,
          justification,
          requester,
          applied: { because: justification },
          replyOffered: true,
        }).text;
        expect(readDecision(quote(mail)).decision).toBe('none');
      }),
    );
  });

  it.each(styles)('our help mail quoted as %s decides nothing either', (_, quote, request) => {
    const { text } = replyNotUnderstood({ ...request, rule: 'nothing-written' });
    expect(readDecision(quote(text)).decision).toBe('none');
  });

  it('the text stays on its own quoted line', async () => {
    await fc.assert(
      fc.property(anything, (justification) => {
        const plain = approvalAsked({ ...aRequest, justification: 'x', replyOffered: true }).text.split('\n');
        const poisoned = approvalAsked({ ...aRequest, justification, replyOffered: true }).text.split(
          /[\n\r\v\f\u0085\u2028\u2029]/,
        );
        expect(poisoned.length).toBe(plain.length);
        expect(poisoned.filter((line, index) => line !== plain[index]).every((line) => line.startsWith('> Why:'))).toBe(
          true,
        );
      }),
    );
  });
});

describe('foreign text', () => {
  it.each([
    ['a\r\nb', 'a b'],
    ['a\u2028b\u2029c\vd\fe', 'a b c d e'],
    ['\u202ea\0b\u200bc', 'a b c'],
    ['  x  ', 'x'],
    ['José', 'José'],
  ])('%j becomes %j', (text, line) => {
    expect(foreign(text)).toBe(line);
  });

  it('is cut at 4 KB, never inside a character', () => {
    const cut = foreign('é'.repeat(5000));
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(4096);
    expect(cut).toMatch(/^é+…$/);
  });
});

it.each(styles)('a word written above the mail quoted as %s is read', (_, quote, request) => {
  const mail = approvalAsked({ ...request, replyOffered: true }).text;
  expect(readDecision(`APPROVE\n\n${quote(mail)}`).decision).toBe('approve');
  expect(readDecision(`DISAPPROVE\nnot today\n\n${quote(mail)}`)).toMatchObject({ decision: 'disapprove' });
});
