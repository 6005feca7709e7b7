import { describe, expect, it } from 'vitest';
import { readDecision } from '../../../lambdas/core/reply/grammar.ts';
import { ownLines } from '../../../lambdas/core/reply/quoted-part.ts';

const beginnings: readonly (readonly [string, string])[] = [
  ['Gmail', 'On Tue, Nov 24, 2026 at 2:00 PM Countersign <no-reply@example.com> wrote:'],
  ['Gmail, wrapped', 'On Tue, Nov 24, 2026 at 2:00 PM Countersign <\nr.abc@reply.example.com> wrote:'],
  ['wrapped over three lines', 'On Wed, Dec 9, Mister Example\n<mrmister@example.com>\nwrote:'],
  ['without a date', 'On Nov 26, 2013 you wrote:'],
  ['Portuguese', 'Em ter., 24 de nov. de 2026 às 14:00, Countersign <a@example.com> escreveu:'],
  ['German', 'Am 24.11.26 um 14:00 schrieb Countersign <a@example.com>:'],
  ['German, verb last', 'Am 24. November 2026 um 14 Uhr hat Ana geschrieben, und Bob schrieb:'],
  ['French', 'Le mar. 24 nov. 2026 à 14:00, Countersign <a@example.com> a écrit :'],
  ['Spanish', 'El mar, 24 nov 2026 a las 14:00, Countersign (<a@example.com>) escribió:'],
  ['Japanese', '2026年11月24日(火) 14:00 Countersign <a@example.com>:'],
  ['Zimbra', '- Le 2026-11-24 14:00, Countersign a écrit :'],
  ['Zoho', '---- On Tue, 24 Nov 2026 14:00:00 +0530 john@example.com wrote ----'],
  ['Outlook', 'From: Countersign <a@example.com>\nSent: Tuesday, November 24, 2026 2:00 PM\nTo: Bruno\nSubject: x'],
  ['Outlook on the web', '________________________________\nFrom: Countersign\nSent: Tuesday'],
  ['Outlook, starred', '*From:* Countersign\n*Sent:* Tuesday'],
  ['Outlook in German', 'Von: Countersign\nGesendet: Dienstag'],
  ['Outlook in Portuguese', 'De: Countersign\nEnviado: terça-feira'],
  ['Outlook in Japanese', '差出人: Countersign\n送信日時: 2026年11月24日'],
  ['original message', '-----Original Message-----'],
  ['mensagem original', '-----Mensagem original-----'],
  ['forwarded', '---------- Forwarded message ---------\nFrom: Ana <ana@example.com>'],
];

describe('a word in the quoted part alone decides nothing (T-07)', () => {
  it.each(beginnings)('%s', (_, beginning) => {
    expect(readDecision(`\n\n${beginning}\n\nAPPROVE\n`)).toMatchObject({
      decision: 'none',
      reason: 'nothing-written',
    });
    expect(readDecision(`${beginning}\n> APPROVE\n`)).toMatchObject({ decision: 'none', reason: 'nothing-written' });
  });

  it.each(beginnings)('and above it the word is read: %s', (_, beginning) => {
    expect(readDecision(`APPROVE\nfine\n\n${beginning}\n\nold\n`)).toMatchObject({
      decision: 'approve',
      comment: 'fine',
    });
    expect(readDecision(`DISAPPROVE\n${beginning}\n> old\n`)).toMatchObject({ decision: 'disapprove', comment: '' });
  });
});

describe('answers below a quote', () => {
  it('are read where the quote says by itself where it ends', () => {
    const text = 'On Tue, Nov 24, 2026 at 2:00 PM X <x@example.com> wrote:\n\n> old\n> text\n\nAPPROVE\nfine';
    expect(readDecision(text)).toMatchObject({ decision: 'approve', comment: 'fine' });
  });

  it('are read below quoted lines alone', () => {
    expect(readDecision('> old\n> text\n\nDISAPPROVE').decision).toBe('disapprove');
  });

  it.each([
    'I disagree with what Bob wrote:\n> do it\n\nAPPROVE',
    'On reflection I see what he wrote:\n> do it\n\nAPPROVE',
  ])('are not read below a sentence of the author: %j', (text) => {
    expect(readDecision(text).decision).toBe('none');
  });
});

describe('prose stays the own text', () => {
  it.each([
    'On Thursday I get it.',
    'On Thursday:',
    'From where I stand: fine',
    'Note: x\nAnd: y',
    'On the one hand, yes\n\nOn the other, he wrote a lot',
    'See -- this -- here',
    'From: only this label',
    'From: a label\n\n\nand nothing near',
    'Sent: x\nTo: y',
    '---',
  ])('%j', (text) => {
    expect(ownLines(text.split('\n'))).toEqual(text.split('\n'));
  });
});

describe('a wrapped attribution', () => {
  it.each([
    ['over four lines', 'On Wed,\nDec 9, 14:00,\nX <x@example.com>\nwrote:', []],
    [
      'over five lines is cut at its last',
      'On Wed,\nDec 9, 14:00,\nX\n<x@example.com>\nwrote:',
      ['On Wed,', 'Dec 9, 14:00,', 'X', '<x@example.com>'],
    ],
    ['with a blank line in it', 'On Wed, Dec 9\n\nX wrote:', ['On Wed, Dec 9', '']],
    ['with a quote in it', 'On Wed, Dec 9\n> X\nY wrote:', ['On Wed, Dec 9']],
    ['without an opener', 'Yesterday at noon\nX wrote:', ['Yesterday at noon']],
  ])('%s', (_, text, own) => {
    expect(ownLines([...text.split('\n'), '', 'old'])).toEqual(own);
  });

  it.each([
    ['a time alone', 'On Dec 9, 14:00, X wrote:', true],
    ['an address alone', 'On Dec 9, X <x@example.com> wrote:', true],
    ['neither', 'On Dec 9, X wrote:', false],
    ['wrapped', 'On Dec 9, 14:00, X\n<x@example.com> wrote:', true],
  ])('says where it ends with %s', (_, attribution, passes) => {
    const own = ownLines([...attribution.split('\n'), '', '> old', 'new']);
    expect(own).toEqual(passes ? ['', 'new'] : []);
  });

  it('that ends the mail, or is followed by no quote, is the end', () => {
    expect(ownLines(['On Dec 9, 14:00, X wrote:', '', ''])).toEqual([]);
    expect(ownLines(['On Dec 9, 14:00, X wrote:', 'new'])).toEqual([]);
  });
});

it('takes a very long line for prose, whatever it looks like', () => {
  const long = `On Dec 9, 14:00, ${'x'.repeat(400)} <x@example.com> wrote:`;
  expect(ownLines([long, 'more'])).toEqual([long, 'more']);
});
