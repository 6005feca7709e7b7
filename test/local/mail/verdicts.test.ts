import { describe, expect, it } from 'vitest';
import { judge } from '../../../local/mail/verdicts.ts';
import { rawMail, verdicts } from './a-person.ts';

const fails = verdicts({ spf: 'FAIL', dkim: 'FAIL', dmarc: 'FAIL' });
const mail = (from: string, ...more: string[]) => rawMail(`From: ${from}`, ...more, 'Subject: x', '', 'APPROVE');
const ana = 'ana@example.com';

describe('the verdicts of the local mail server', () => {
  it.each([
    ['what a person sends as himself', mail('Ana <Ana@Example.com>'), ana, ana, verdicts()],
    ['mail of no one who signed in', mail(ana), ana, undefined, fails],
    ['another person in From', mail('bruno@example.com'), ana, ana, fails],
    ['another person in the envelope', mail(ana), 'bruno@example.com', ana, fails],
    ['a second From', mail(ana, 'From: bruno@example.com'), ana, ana, fails],
    ['an empty envelope sender', mail(ana), '', ana, fails],
    ['a From without an address', mail('Ana'), ana, ana, fails],
  ])('for %s', async (_case, raw, envelopeFrom, own, expected) => {
    expect((await judge({ raw, envelopeFrom, own })).verdicts).toEqual(expected);
  });

  it('are those that a test asks for, and the header that asks is gone', async () => {
    const raw = mail(ana, 'X-Local-Verdicts: dmarc=GRAY spf=pass', ' virus=FAIL policy=reject');

    const judged = await judge({ raw, envelopeFrom: ana, own: undefined });

    expect(judged.verdicts).toEqual({ ...fails, dmarc: 'GRAY', spf: 'PASS', virus: 'FAIL', policy: 'reject' });
    expect(judged.raw).toEqual(mail(ana));
  });

  it.each(['dmarc=MAYBE', 'color=PASS', 'dmarc', 'policy=PASS'])('are refused when asked for by %s', async (word) => {
    const judged = judge({ raw: mail(ana, `X-Local-Verdicts: ${word}`), envelopeFrom: ana, own: ana });

    await expect(judged).rejects.toThrow(`"${word}" is not understood`);
  });
});
