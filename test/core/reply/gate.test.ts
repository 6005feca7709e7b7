import { describe, expect, it } from 'vitest';
import { admitReceipt, admitReply, admitSender, type ReplyFacts } from '../../../lambdas/core/reply/gate.ts';

const token = 'abcdefghijklmnopqrstuvwxyz234567';
const replyDomain = 'reply.example.com';
const address = `r.${token}@${replyDomain}`;
const now = Date.parse('2026-11-24T17:10:00Z');
const day = 24 * 3_600_000;

const defaults: Readonly<Record<string, string | undefined>> = {
  From: 'Bruno Lima <bruno@example.com>',
  To: `Countersign <${address}>`,
  Date: 'Tue, 24 Nov 2026 14:09:00 -0300',
  'Message-ID': '<1@example.com>',
};

/** A mail's header block; undefined takes a header away. */
const rawMail = (changed: Readonly<Record<string, string | undefined>> = {}): string =>
  Object.entries({ ...defaults, ...changed })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');

function facts(
  headers: Readonly<Record<string, string | undefined>> = {},
  changed: Partial<ReplyFacts> = {},
): ReplyFacts {
  const sender = admitSender(`${rawMail(headers)}\r\nAPPROVE`);
  if (!sender.ok) throw new Error(`the test's mail has no sender: ${sender.refusal.rule}`);
  return {
    sender: sender.value,
    replyAddress: { token, address },
    invitation: { approver: 'bruno', address: 'bruno@example.com', expiresAt: now + day },
    approver: { address: 'bruno@example.com', enabled: true, inLevel: true },
    requester: 'ana',
    receivedAt: now,
    now,
    envelopeSender: 'bruno@example.com',
    ownDomain: 'countersign.example.com',
    ...changed,
  };
}

const rule = (result: ReturnType<typeof admitReply>) =>
  result.ok ? 'ok' : `${result.refusal.rule} ${result.refusal.answer}`;
const refused = (headers: Record<string, string | undefined>, changed: Partial<ReplyFacts> = {}) =>
  rule(admitReply(facts(headers, changed)));
const invited = { approver: 'bruno', address: 'bruno@example.com', expiresAt: now + day };

describe('G0 to G4: before the token is looked up', () => {
  const verdicts = {
    virusVerdict: { status: 'PASS' },
    spamVerdict: { status: 'PASS' },
    dmarcVerdict: { status: 'PASS' },
  };
  const receipt = { sizeBytes: 9000, recipients: [address], verdicts, replyDomain };

  it('gives the token of a mail that passes', () => {
    expect(admitReceipt(receipt)).toEqual({ ok: true, value: { token, address } });
  });

  it.each([
    ['too-large', { sizeBytes: 200_000, recipients: [], verdicts: {} }],
    ['no-token', { recipients: [], verdicts: {} }],
    ['virus', { verdicts: {} }],
    ['spam', { verdicts: { ...verdicts, spamVerdict: { status: 'FAIL' } } }],
    ['dmarc-not-pass', { verdicts: { ...verdicts, dmarcVerdict: { status: 'GRAY' } } }],
  ])('refuses in silence and in order: %s', (name, changed) => {
    expect(admitReceipt({ ...receipt, ...changed })).toEqual({ ok: false, refusal: { rule: name, answer: 'silent' } });
  });

  it('lets a deployment allow larger mails', () => {
    expect(admitReceipt({ ...receipt, sizeBytes: 200_000, maxBytes: 256 * 1024 }).ok).toBe(true);
  });

  it('S-04: looks at no verdict that a header claims', () => {
    const forged =
      'Authentication-Results: amazonses.com; dmarc=pass\r\nX-SES-Virus-Verdict: PASS\r\nReceived-SPF: pass\r\n';
    expect(admitSender(forged + rawMail()).ok).toBe(true);
    expect(admitReceipt({ ...receipt, verdicts: {} }).ok).toBe(false);
  });

  it('refuses a bad sender in silence', () => {
    expect(admitSender('From: a@b, c@d\r\n\r\n')).toEqual({
      ok: false,
      refusal: { rule: 'bad-from', answer: 'silent' },
    });
  });
});

describe('G5a and G6: identity, always in silence', () => {
  it('gives the invitation of a reply that passes', () => {
    expect(admitReply(facts())).toEqual({ ok: true, value: invited });
  });

  it.each<readonly [string, Record<string, string>, Partial<ReplyFacts>]>([
    ['token-unknown', {}, { invitation: undefined }],
    ['token-used-by-other', { From: 'carla@example.com' }, {}],
    ['token-used-by-other', { From: '"bruno@example.com" <evil@example.net>' }, {}],
    ['approver-inactive', {}, { approver: undefined }],
    ['approver-inactive', {}, { approver: { address: 'bruno@example.com', enabled: false, inLevel: true } }],
    ['address-changed', {}, { approver: { address: 'bruno.lima@example.com', enabled: true, inLevel: true } }],
    ['approver-not-in-level', {}, { approver: { address: 'bruno@example.com', enabled: true, inLevel: false } }],
    ['requester-own', {}, { requester: 'bruno' }],
  ])('%s', (name, headers, changed) => {
    expect(refused(headers, changed)).toBe(`${name} silent`);
  });

  it('S-13: the one who has the address now does not vote for the one who had it', () => {
    const moved = { address: 'old-bruno@example.com', enabled: true, inLevel: true };
    expect(refused({}, { approver: moved })).toBe('address-changed silent');
  });

  it('tells a stranger nothing about a used token', () => {
    expect(refused({ From: 'eve@example.net' }, { invitation: { ...invited, usedAt: 1 } })).toBe(
      'token-used-by-other silent',
    );
  });
});

describe('G5b: freshness', () => {
  it.each<readonly [string, Partial<typeof invited & { usedAt: number }>]>([
    ['token-used state', { usedAt: now - 1 }],
    ['token-expired state', { expiresAt: now }],
    ['ok', { expiresAt: now + 1 }],
  ])('%s', (answer, changed) => {
    expect(refused({}, { invitation: { ...invited, ...changed } })).toBe(answer);
  });

  it.each([
    ['Tue, 24 Nov 2026 14:10:00 -0300 (BRT)', 'ok'],
    ['Tue, 17 Nov 2026 17:09:59 +0000', 'stale-date silent'],
    [undefined, 'stale-date silent'],
    ['Tue, 24 Nov 2026 17:10:00 +0000\r\nDate: Tue, 24 Nov 2026 17:10:00 +0000', 'stale-date silent'],
  ])('Date %s: %s', (date, answer) => {
    expect(refused({ Date: date })).toBe(answer);
  });

  const old = 'r.zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz@reply.example.com';
  it.each([
    [{ To: address }, 'ok'],
    [{ To: 'x@example.com', Cc: address }, 'ok'],
    [{ To: old }, 'token-not-in-recipients-header silent'],
    [{ To: undefined }, 'token-not-in-recipients-header silent'],
    [{ To: `${old}\r\nTo: ${address}` }, 'token-not-in-recipients-header silent'],
    [{ Cc: `${old}\r\nCc: ${address}` }, 'token-not-in-recipients-header silent'],
  ])('S-12: recipients %j: %s', (headers, answer) => {
    expect(refused(headers)).toBe(answer);
  });

  it('G5b before G7: answers no replay, whatever became of the token', () => {
    const spent = { invitation: { ...invited, usedAt: 1 } };
    expect(refused({ To: old }, spent)).toBe('token-used silent');
    expect(refused({ 'Auto-Submitted': 'auto-replied' }, spent)).toBe('token-used silent');
  });
});
