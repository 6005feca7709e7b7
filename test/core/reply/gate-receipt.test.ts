import { describe, expect, it } from 'vitest';
import { checkSize, checkVerdicts, tokenFromRecipients } from '../../../lambdas/core/reply/gate-receipt.ts';

const token = 'abcdefghijklmnopqrstuvwxyz234567';
const domain = 'reply.example.com';
const statuses = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', undefined] as const;

describe('G0, the size (D-01, D-02)', () => {
  it.each([
    [0, true],
    [128 * 1024, true],
    [128 * 1024 + 1, false],
    [40 * 1024 * 1024, false],
    // D-02: nested HTML, a hundred thousand parts and base64, each of which kept a parser busy for seconds.
    [4_800_000, false],
    [3_400_000, false],
    [30_000_000, false],
  ])('%i bytes: %s', (size, passes) => {
    expect(checkSize(size)).toEqual(passes ? { ok: true, value: undefined } : { ok: false, refusal: 'too-large' });
  });
});

describe('G2, the token, from the envelope alone (S-12)', () => {
  it.each([
    [[`r.${token}@${domain}`]],
    [[`r.${token}@Reply.EXAMPLE.com`]],
    [['bruno@example.com', `r.${token}@${domain}`]],
  ])('is found in %j', (recipients) => {
    expect(tokenFromRecipients(recipients, domain)).toMatchObject({ ok: true, value: { token } });
  });

  it.each([
    [[], 'no-token'],
    [['bruno@example.com'], 'no-token'],
    [[`r.${token}@example.com`], 'no-token'],
    [[`r.${token}@x.${domain}`], 'no-token'],
    [[`r.${token.toUpperCase()}@${domain}`], 'no-token'],
    [[`R.${token}@${domain}`], 'no-token'],
    [[`r.${token.slice(1)}@${domain}`], 'no-token'],
    [[`r.${token}a@${domain}`], 'no-token'],
    [[`r.${token.replace('a', '1')}@${domain}`], 'no-token'],
    [[`x+r.${token}@${domain}`], 'no-token'],
    [[`r.${token}@${domain}\n`], 'no-token'],
    [[`<r.${token}@${domain}>`], 'no-token'],
    [['@'], 'no-token'],
    [[`r.${token}@${domain}`, `r.${token.replace('a', 'b')}@${domain}`], 'several-tokens'],
    [[`r.${token}@${domain}`, `r.${token}@${domain}`], 'several-tokens'],
  ])('is refused in %j: %s', (recipients, refusal) => {
    expect(tokenFromRecipients(recipients, domain)).toEqual({ ok: false, refusal });
  });
});

describe('G3, the verdicts (S-01, S-02, S-03)', () => {
  const cases = statuses.flatMap((spf) => statuses.flatMap((dkim) => statuses.map((dmarc) => ({ spf, dkim, dmarc }))));

  it('S-01, S-02: of the 125 combinations of SPF, DKIM and DMARC exactly the 25 with DMARC PASS pass', () => {
    const passed = cases.filter(({ spf, dkim, dmarc }) => {
      const verdicts = {
        virusVerdict: { status: 'PASS' },
        spamVerdict: { status: 'PASS' },
        spfVerdict: { status: spf },
        dkimVerdict: { status: dkim },
        dmarcVerdict: { status: dmarc },
      };
      return checkVerdicts(verdicts).ok;
    });

    expect(cases).toHaveLength(125);
    expect(passed).toEqual(cases.filter(({ dmarc }) => dmarc === 'PASS'));
    expect(passed).toHaveLength(25);
  });

  it.each(['pass', 'PASS ', 'PASSED', '', 'NEUTRAL'])('the word %j for DMARC is not PASS', (status) => {
    const verdicts = { virusVerdict: { status: 'PASS' }, dmarcVerdict: { status } };
    expect(checkVerdicts(verdicts)).toEqual({ ok: false, refusal: 'dmarc-not-pass' });
  });

  it.each(statuses)('virus %s', (status) => {
    const verdicts = { virusVerdict: { status }, dmarcVerdict: { status: 'PASS' } };
    expect(checkVerdicts(verdicts).ok).toBe(status === 'PASS');
  });

  it.each(statuses)('spam %s', (status) => {
    const verdicts = { virusVerdict: { status: 'PASS' }, spamVerdict: { status }, dmarcVerdict: { status: 'PASS' } };
    expect(checkVerdicts(verdicts).ok).toBe(status !== 'FAIL');
  });

  it('absent verdicts refuse', () => {
    expect(checkVerdicts({})).toEqual({ ok: false, refusal: 'virus' });
    expect(checkVerdicts({ virusVerdict: { status: 'PASS' } })).toEqual({ ok: false, refusal: 'dmarc-not-pass' });
  });
});
