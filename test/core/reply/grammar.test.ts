import { describe, expect, it } from 'vitest';
import { readDecision } from '../../../lambdas/core/reply/grammar.ts';
import { MARKERS } from '../../../lambdas/core/reply/marker.ts';

describe('G9: the first line decides (T-03)', () => {
  it.each([
    ['APPROVE', 'approve'],
    ['approve', 'approve'],
    ['Approve.', 'approve'],
    ['APPROVE!', 'approve'],
    ['DISAPPROVE', 'disapprove'],
    ['disapprove.', 'disapprove'],
    ['\ufeffAPPROVE', 'approve'],
    ['\r\n\r\n \t\u00a0APPROVE\u00a0 \r\nfine', 'approve'],
    ['APPROVE\n> DISAPPROVE', 'approve'],
    ['APPROVE\n> old\u2028DISAPPROVE', 'approve'],
    [`DISAPPROVE\n\n> ${MARKERS.en}\n> APPROVE`, 'disapprove'],
  ])('reads %j as %s', (text, decision) => {
    expect(readDecision(text)).toMatchObject({ decision, reason: 'first-line-is-the-word' });
  });

  it.each([
    'I do not APPROVE',
    'APPROVE?',
    'APPROVE!!',
    'APPROVE,',
    'APPROVE :',
    'APPROVED',
    'DISAPPROVED',
    'approve after 5pm',
    'Approve / Disapprove',
    'APPROVE DISAPPROVE',
    'DIS APPROVE',
    'DIS-APPROVE',
    'un-approve',
    'not APPROVE',
    'please approve',
    'approve it',
    'approve this',
    'approve, thanks',
    'approve if the change is on',
    'approve - ok',
    'I approve',
    'yes',
    'ok',
    'no',
    'reject',
    'deny',
    'LGTM',
    '+1',
    '"APPROVE"',
    "'APPROVE'",
    '*APPROVE*',
    '**APPROVE**',
    '_APPROVE_',
    '`APPROVE`',
    '<APPROVE>',
    '[APPROVE]',
    '(APPROVE)',
    '- APPROVE',
    '* APPROVE',
    '1. APPROVE',
    '| APPROVE',
    '# APPROVE',
    '/APPROVE',
    'APPROVE=true',
    'A P P R O V E',
    'APROVE',
    'APPROVE1',
    'aprovar',
    '\u0410PPROVE',
    'APPR\u041eVE',
    'DI\u017fAPPROVE',
    '\uff21\uff30\uff30\uff32\uff2f\uff36\uff25',
    'APPROVE\u200b',
    '\u200bAPPROVE',
    'APP\u00adROVE',
    '\u202eEVORPPA',
    '\u202eAPPROVE',
    'APPROVE\0',
    '\0APPROVE',
    'APPROVE\u2003',
    'APPROVE\u202f',
    'APPROVE\v',
    'APPROVE\rnot',
    'APPROVE\u2028not',
    '\ufeff\ufeffAPPROVE',
    '+AEEAUABQAFIATwBWAEU-',
    'Hello,\nAPPROVE',
    'Dear all\n\nAPPROVE\n\nthanks',
  ])('T-03, T-08, S-14: reads nothing into %j', (text) => {
    expect(readDecision(text)).toEqual({ decision: 'none', reason: 'first-line-is-not-the-word', comment: '' });
  });

  it.each(['', '\n\n', ' \t\u00a0\n', '\ufeff', '> APPROVE', '  > APPROVE', '>APPROVE\n>> DISAPPROVE'])(
    'T-07: finds nothing written in %j',
    (text) => {
      expect(readDecision(text)).toEqual({ decision: 'none', reason: 'nothing-written', comment: '' });
    },
  );
});

describe('G9: both words decide nothing (T-04)', () => {
  it.each([
    'APPROVE\nDISAPPROVE',
    'DISAPPROVE\napprove',
    'APPROVE\n\nI mean:\n  Disapprove!\n',
    'APPROVE\nno\rDISAPPROVE\rsorry',
    'APPROVE\nno\u2028DISAPPROVE',
    'APPROVE\n\n-- \nDISAPPROVE',
    'APPROVE\n\nOn Tue, 24 Nov 2026 at 14:00, Bob <bob@example.com> wrote:\nDISAPPROVE',
  ])('%j', (text) => {
    expect(readDecision(text)).toEqual({ decision: 'none', reason: 'both-words', comment: '' });
  });

  it('takes a repeated word for one', () => {
    expect(readDecision('APPROVE\nAPPROVE').decision).toBe('approve');
  });

  it('does not look below the marker', () => {
    expect(readDecision(`APPROVE\n\n${MARKERS.en}\nDISAPPROVE`).decision).toBe('approve');
  });
});

describe('G9: the comment', () => {
  it.each([
    ['APPROVE\nOnly this once.\nThanks', 'Only this once.\nThanks'],
    ['APPROVE\r\n\r\nfine\r\n\r\n-- \r\nBruno\r\nHead of something', 'fine'],
    ['APPROVE\nfine\n\nSent from my iPhone', 'fine'],
    ['APPROVE\n-- \nBruno', ''],
    ['APPROVE\n \u00a0Get Outlook for Android', ''],
    ['APPROVE\na\n\n\n\nb', 'a\n\nb'],
    ['APPROVE\nI sent from my desk -- fine', 'I sent from my desk -- fine'],
    ['APPROVE\n> who asks?\nI know him', 'I know him'],
    ['APPROVE\nok\n\nOn Tue, 24 Nov 2026 at 14:00, X <x@example.com> wrote:\n\nold text', 'ok'],
    ['APPROVE\nok\n________________________________\nFrom: X\nSent: today', 'ok'],
    [`APPROVE\nok\n${MARKERS.en}\nour mail`, 'ok'],
    ['APPROVE\na\u0007b\u2028c', 'a b c'],
  ])('of %j', (text, comment) => {
    expect(readDecision(text).comment).toBe(comment);
  });

  it('ends at 4,000 characters', () => {
    expect(readDecision(`APPROVE\n${'x'.repeat(9000)}`).comment).toHaveLength(4000);
  });
});

// A quadratic reader takes minutes for a megabyte, and ends at the time-out of the test.
it.each(['a ', '>', '=', '- ', '\u00a0', 'On 1 ', 'From: ', '<@', '_'])(
  'D-05: reads a megabyte of %j to its end',
  (piece) => {
    const text = `APPROVE\n${piece.repeat(1_000_000 / piece.length)}`;

    expect(readDecision(text).decision).toBe('approve');
    expect(readDecision(piece.repeat(1_000_000 / piece.length)).decision).toBe('none');
  },
);
