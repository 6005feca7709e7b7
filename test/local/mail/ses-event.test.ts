import { describe, expect, it } from 'vitest';
import { withHeaders } from '../../../local/mail/raw-message.ts';
import { sesEvent, stampOf } from '../../../local/mail/ses-event.ts';
import { rawMail, verdicts } from './a-person.ts';

const raw = rawMail(
  'From: "Souza, Ana" <ana@example.com>',
  'To: r.abc@reply.example.com, b@x.io',
  'Subject: Re: hello',
  'Date: Tue, 24 Nov 2026 14:00:00 -0300',
  'Message-ID: <1@example.com>',
  '',
  'APPROVE',
);

const received = (but: object = {}) => {
  const known = {
    messageId: '0123456789',
    at: new Date('2026-11-24T17:00:00Z'),
    from: 'ana@example.com',
    destination: ['r.abc@reply.example.com'],
    recipients: ['r.abc@reply.example.com'],
    verdicts: verdicts(),
    ...but,
  };
  return { ...known, stored: withHeaders(raw, stampOf(known, 'us-east-1')) };
};

const recordOf = (but?: object) => sesEvent(received(but), 'arn:reader', 'Event').Records[0].ses;

describe('the event of SES', () => {
  it('tells the mail, its headers and its verdicts, and no body', () => {
    const ses = recordOf();

    expect(ses.mail).toMatchObject({
      timestamp: '2026-11-24T17:00:00.000Z',
      source: 'ana@example.com',
      messageId: '0123456789',
      destination: ['r.abc@reply.example.com'],
      headersTruncated: false,
      commonHeaders: {
        returnPath: 'ana@example.com',
        from: ['"Souza, Ana" <ana@example.com>'],
        to: ['r.abc@reply.example.com', 'b@x.io'],
        subject: 'Re: hello',
        messageId: '<1@example.com>',
      },
    });
    expect(ses.receipt).toMatchObject({
      recipients: ['r.abc@reply.example.com'],
      spfVerdict: { status: 'PASS' },
      dmarcVerdict: { status: 'PASS' },
      action: { type: 'Lambda', functionArn: 'arn:reader', invocationType: 'Event' },
    });
    expect(JSON.stringify(ses)).not.toContain('APPROVE');
  });

  it('names the policy of the domain only when DMARC failed', () => {
    expect(recordOf().receipt).not.toHaveProperty('dmarcPolicy');
    expect(recordOf({ verdicts: verdicts({ dmarc: 'FAIL', policy: 'reject' }) }).receipt).toMatchObject({
      dmarcVerdict: { status: 'FAIL' },
      dmarcPolicy: 'reject',
    });
  });

  it('starts its headers with those that SES writes', () => {
    const names = recordOf().mail.headers.map(({ name }) => name);

    expect(names.slice(0, 3)).toEqual(['Return-Path', 'Received', 'X-SES-Spam-Verdict']);
  });

  it('says so when headers are longer than 10 KB and cuts them', () => {
    const stored = withHeaders(received().stored, [{ name: 'Long', value: 'x'.repeat(11_000) }]);

    const described = sesEvent({ ...received(), stored }, 'arn:reader', 'Event').Records[0].ses.mail;

    expect(described).toMatchObject({ headersTruncated: true, headers: [] });
  });
});
