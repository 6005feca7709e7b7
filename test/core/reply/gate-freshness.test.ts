import { describe, expect, it } from 'vitest';
import { checkDate, checkRecipientsHeader, checkToken } from '../../../lambdas/core/reply/gate-freshness.ts';
import type { HeaderField } from '../../../lambdas/core/reply/header-block.ts';

const now = Date.parse('2026-11-24T17:10:00Z');
const invitation = { approver: 'bruno', address: 'bruno@example.com', expiresAt: now + 1 };
const fields = (...named: readonly (readonly [string, string])[]): readonly HeaderField[] =>
  named.map(([name, value]) => ({ name, value }));

describe('G5b: the token may still be used, and was not', () => {
  it.each([
    ['T-11: a millisecond before its end', invitation, 'ok'],
    ['T-11: at its end', { ...invitation, expiresAt: now }, 'token-expired'],
    ['T-11: after it', { ...invitation, expiresAt: now - 1 }, 'token-expired'],
    ['T-17: once it was used', { ...invitation, usedAt: now - 1 }, 'token-used'],
    ['T-17: once it was used and is over as well', { ...invitation, usedAt: 0, expiresAt: 0 }, 'token-used'],
  ])('%s: %s', (_, given, answer) => {
    const checked = checkToken(given, now);
    expect(checked.ok ? 'ok' : checked.refusal).toBe(answer);
  });
});

describe('G5b: the Date is within seven days of the receipt (S-12)', () => {
  it.each([
    ['Tue, 17 Nov 2026 17:10:00 +0000', true],
    ['Tue, 17 Nov 2026 17:09:59 +0000', false],
    ['Tue, 1 Dec 2026 17:10:00 GMT', true],
    ['Tue, 1 Dec 2026 17:10:01 GMT', false],
    ['24 Nov 2026 17:10 UT', true],
    ['Tue, 24 Nov 2026 14:10:00 -0300 (BRT)', true],
    ['24 Foo 2026 17:10:00 +0000', false],
    ['yesterday', false],
    ['', false],
    ['x'.repeat(200), false],
  ])('%s: %s', (value, passes) => {
    expect(checkDate(fields(['date', value]), now)).toEqual(
      passes ? { ok: true, value: undefined } : { ok: false, refusal: 'stale-date' },
    );
  });

  it('is one, not none and not two', () => {
    const date = ['date', 'Tue, 24 Nov 2026 17:10:00 +0000'] as const;

    expect(checkDate(fields(), now).ok).toBe(false);
    expect(checkDate(fields(date), now).ok).toBe(true);
    expect(checkDate(fields(date, date), now).ok).toBe(false);
  });
});

describe('G5b: the token’s address stands in To or Cc (S-12)', () => {
  const address = 'r.abcdefghijklmnopqrstuvwxyz234567@reply.example.com';
  const old = 'r.zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz@reply.example.com';

  it.each<readonly [string, readonly (readonly [string, string])[], boolean]>([
    ['in To', [['to', address]], true],
    ['in To with a name', [['to', `Countersign <${address}>`]], true],
    ['in To, its domain in another case', [['to', address.replace('reply.', 'REPLY.')]], true],
    ['in Cc, among others', [['cc', `a@b, "Countersign" <${address}>`]], true],
    [
      'in Cc beside a To',
      [
        ['to', 'x@example.com'],
        ['cc', address],
      ],
      true,
    ],
    ['in To, folded', [['to', `<${address}>\t,<x@example.com>`]], true],
    ['an old one in To, of a mail that is sent again', [['to', old]], false],
    ['in neither', [['subject', address]], false],
    ['with letters before it', [['to', `x${address}`]], false],
    ['with a domain behind it', [['to', `${address}.evil.net`]], false],
    [
      'in a second To, which no signature covers',
      [
        ['to', old],
        ['to', address],
      ],
      false,
    ],
    [
      'in a second Cc',
      [
        ['cc', old],
        ['cc', address],
      ],
      false,
    ],
  ])('%s: %s', (_, named, passes) => {
    expect(checkRecipientsHeader(fields(...named), address)).toEqual(
      passes ? { ok: true, value: undefined } : { ok: false, refusal: 'token-not-in-recipients-header' },
    );
  });
});
