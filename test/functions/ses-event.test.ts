import { describe, expect, it } from 'vitest';
import { admitReceipt } from '../../lambdas/core/reply/gate.ts';
import { sesEvent } from '../../lambdas/functions/receive-reply/ses-event.ts';

const pass = { status: 'PASS' };

/** A record as the Lambda action of a receipt rule sends it, with more in it than is read. */
const record = (changed: { mail?: object; receipt?: object; eventSource?: string } = {}) => ({
  eventSource: 'aws:ses',
  eventVersion: '1.0',
  ses: {
    mail: {
      timestamp: '2026-11-24T17:04:59.000Z',
      source: 'bruno@example.com',
      messageId: 'o3vrnil0e2ic28tr7l3i0qf4tsq7b8o5o0f0k081',
      destination: ['r.abcdefghijklmnopqrstuvwxyz234567@reply.example.net'],
      headersTruncated: false,
      headers: [{ name: 'From', value: 'mallory@example.net' }],
      commonHeaders: { from: ['mallory@example.net'], subject: 'Re: Approval needed' },
      ...changed.mail,
    },
    receipt: {
      timestamp: '2026-11-24T17:05:00.250Z',
      processingTimeMillis: 574,
      recipients: ['r.abcdefghijklmnopqrstuvwxyz234567@reply.example.net'],
      spamVerdict: pass,
      virusVerdict: pass,
      spfVerdict: { status: 'FAIL' },
      dkimVerdict: { status: 'FAIL' },
      dmarcVerdict: pass,
      action: { type: 'Lambda', invocationType: 'Event' },
      ...changed.receipt,
    },
  },
  ...(changed.eventSource ? { eventSource: changed.eventSource } : {}),
});

describe('the event of a receipt rule', () => {
  it('G3: gives the verdicts, the envelope and the time of the receipt, and no header', () => {
    expect(sesEvent.parse({ Records: [record()] })).toEqual([
      {
        messageId: 'o3vrnil0e2ic28tr7l3i0qf4tsq7b8o5o0f0k081',
        envelopeSender: 'bruno@example.com',
        receivedAt: Date.parse('2026-11-24T17:05:00.250Z'),
        recipients: ['r.abcdefghijklmnopqrstuvwxyz234567@reply.example.net'],
        verdicts: { virusVerdict: pass, spamVerdict: pass, dmarcVerdict: pass },
      },
    ]);
  });

  it('G1: gives every record', () => {
    const second = record({ mail: { messageId: 'second' } });

    expect(sesEvent.parse({ Records: [record(), second] }).map(({ messageId }) => messageId)).toEqual([
      'o3vrnil0e2ic28tr7l3i0qf4tsq7b8o5o0f0k081',
      'second',
    ]);
  });

  it('S-01: of AWS’s own sample, with SPF and DKIM PASS but DMARC GRAY, is refused by the gate', () => {
    const receipt = {
      spfVerdict: pass,
      dkimVerdict: pass,
      dmarcVerdict: { status: 'GRAY' },
      // A plain word, and no object with a status, as a sample handler takes it for.
      dmarcPolicy: 'reject',
    };
    const [mail] = sesEvent.parse({ Records: [record({ receipt })] });
    const { recipients, verdicts } = mail ?? expect.fail('there is one record');

    expect(admitReceipt({ sizeBytes: 1000, recipients, verdicts, replyDomain: 'reply.example.net' })).toEqual({
      ok: false,
      refusal: { rule: 'dmarc-not-pass', answer: 'silent' },
    });
  });

  it('takes a verdict that is absent or unknown as it is: the gate refuses it', () => {
    const receipt = { dmarcVerdict: undefined, spamVerdict: { status: 'GRAY' } };

    expect(sesEvent.parse({ Records: [record({ receipt })] })[0]?.verdicts).toEqual({
      virusVerdict: pass,
      spamVerdict: { status: 'GRAY' },
      dmarcVerdict: undefined,
    });
  });

  it.each([
    ['an empty envelope sender', { mail: { source: '' } }],
    ['no recipient', { receipt: { recipients: [] } }],
  ])('takes %s: the gate refuses it', (_name, changed) => {
    expect(sesEvent.safeParse({ Records: [record(changed)] }).success).toBe(true);
  });

  it.each([
    ['another source: S-05', { eventSource: 'aws:sns' }],
    ['an id that leads elsewhere in the bucket', { mail: { messageId: '../other/mail' } }],
    ['an empty id', { mail: { messageId: '' } }],
    ['no time', { receipt: { timestamp: undefined } }],
    ['a time that is none', { receipt: { timestamp: 'yesterday' } }],
    ['no recipients', { receipt: { recipients: undefined } }],
  ])('refuses %s', (_name, changed) => {
    expect(sesEvent.safeParse({ Records: [record(changed)] }).success).toBe(false);
  });

  it.each([undefined, {}, { Records: [] }, { Records: [{}] }])('refuses %j', (event) => {
    expect(sesEvent.safeParse(event).success).toBe(false);
  });

  it('refuses all of a batch of which one record is forged', () => {
    expect(sesEvent.safeParse({ Records: [record(), record({ eventSource: 'aws:s3' })] }).success).toBe(false);
  });
});
