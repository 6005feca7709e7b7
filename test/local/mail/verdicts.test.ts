import { describe, expect, it } from 'vitest';
import { makeMailDomains, OUTGOING_ADDRESS } from '../../../local/mail/mail-domains.ts';
import type { Submission } from '../../../local/mail/verdict.ts';
import { judge } from '../../../local/mail/verdicts.ts';
import { rawMail, verdicts } from './a-person.ts';

const domains = makeMailDomains(() => ['example.com', 'partner.example']);
const mail = (from: string, ...more: string[]) => rawMail(`From: ${from}`, ...more, 'Subject: x', '', 'APPROVE');
const ana = 'ana@example.com';
const from = (raw: Buffer, but: Partial<Submission> = {}): Submission => ({
  raw,
  envelopeFrom: ana,
  own: undefined,
  ip: '127.0.0.1',
  helo: 'laptop',
  ...but,
});
const passes = verdicts({ policy: 'reject' });
const forged = verdicts({ spf: 'FAIL', dkim: 'GRAY', dmarc: 'FAIL', policy: 'reject' });

describe('the verdicts of the local mail server', () => {
  it('pass what a signed-in person sends as himself, for its signature and the address that it comes from', async () => {
    const { raw, verdicts: given } = await judge(from(mail('Ana <Ana@Example.com>'), { own: ana }), domains);

    expect(given).toEqual(passes);
    expect(raw.toString()).toMatch(/^DKIM-Signature: /);
  });

  it('fail a mail of no one who signed in: the address is not allowed and nothing is signed (threats.md S-01)', async () => {
    expect((await judge(from(mail(ana)), domains)).verdicts).toEqual(forged);
  });

  it('fail a signed mail whose text was changed, if it comes from elsewhere', async () => {
    const { raw } = await judge(from(mail(ana), { own: ana }), domains);
    const changed = Buffer.from(raw.toString('latin1').replace('APPROVE', 'DISAPPROVE'), 'latin1');

    expect((await judge(from(changed), domains)).verdicts).toEqual({ ...forged, dkim: 'FAIL' });
  });

  it('pass a signed mail that somebody forwards unchanged: DKIM alone aligns', async () => {
    const { raw } = await judge(from(mail(ana), { own: ana }), domains);

    expect((await judge(from(raw), domains)).verdicts).toEqual({ ...passes, spf: 'FAIL' });
  });

  it("fail DMARC for an attacker's own domain behind another From, though SPF passes (threats.md S-02)", async () => {
    const attack = { envelopeFrom: 'mallory@partner.example', ip: OUTGOING_ADDRESS };

    const { verdicts: given } = await judge(from(mail(ana), attack), domains);

    expect(given).toEqual({ ...forged, spf: 'PASS' });
  });

  it('are GRAY for a domain without any record (threats.md S-03)', async () => {
    const { verdicts: given } = await judge(from(mail('eva@bare.test'), { envelopeFrom: 'eva@bare.test' }), domains);

    expect(given).toEqual(verdicts({ spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' }));
  });

  it('pass no mail with two From', async () => {
    const two = mail(ana, 'From: bruno@example.com');

    expect((await judge(from(two), domains)).verdicts.dmarc).not.toBe('PASS');
  });

  it.each([
    ['another person in From', mail('bruno@example.com'), ana],
    ['another person in the envelope', mail(ana), 'bruno@example.com'],
    ['a second From', mail(ana, 'From: bruno@example.com'), ana],
    ['a From without an address', mail('Ana'), ana],
  ])('are not even given to a signed-in person who writes with %s', async (_case, raw, envelopeFrom) => {
    const judged = judge(from(raw, { envelopeFrom, own: ana }), domains);

    await expect(judged).rejects.toMatchObject({ responseCode: 553 });
  });

  it('are those that a test chooses, and the header that chooses is gone', async () => {
    const raw = mail(ana, 'X-Local-Verdicts: dmarc=GRAY spf=pass', ' virus=FAIL policy=none');

    const judged = await judge(from(raw), domains);

    expect(judged.verdicts).toEqual({ ...forged, dmarc: 'GRAY', spf: 'PASS', virus: 'FAIL', policy: 'none' });
    expect(judged.raw).toEqual(mail(ana));
  });

  it.each(['dmarc=MAYBE', 'color=PASS', 'dmarc', 'policy=PASS'])('are refused when chosen by %s', async (word) => {
    const judged = judge(from(mail(ana, `X-Local-Verdicts: ${word}`)), domains);

    await expect(judged).rejects.toThrow(`"${word}" is not understood`);
  });
});
