import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { sesFeedback } from '../../../lambdas/functions/note-undelivered/ses-feedback.ts';

const at = '2026-11-24T17:00:30.000Z';

/** An event of SES on the bus, as the SES developer guide shows it, with what Countersign sends. */
const event = (detail: object, tags: object = {}) => ({
  version: '0',
  id: '12345678-1234-1234-1234-123456789012',
  'detail-type': 'Email Bounced',
  source: 'aws.ses',
  account: '123456789012',
  time: at,
  region: 'eu-west-1',
  resources: ['arn:aws:ses:eu-west-1:123456789012:configuration-set/countersign-mail'],
  detail: {
    mail: {
      timestamp: '2026-11-24T17:00:00.000Z',
      source: 'approvals@countersign.example.com',
      messageId: '0102018f',
      destination: ['carla@example.com'],
      tags: {
        'ses:configuration-set': ['countersign-mail'],
        'ses:operation': ['SendRawEmail'],
        request: ['01KATZ9B00'],
        notice: ['approval-asked'],
        person: [Buffer.from('carla.reis').toString('base64url')],
        ...tags,
      },
    },
    ...detail,
  },
});

const bounce = (more: object = {}) => ({
  eventType: 'Bounce',
  bounce: {
    feedbackId: 'f1',
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [
      {
        emailAddress: 'carla@example.com',
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1\r\n no',
      },
    ],
    timestamp: at,
    reportingMTA: 'dsn; a',
    ...more,
  },
});
const complaint = {
  eventType: 'Complaint',
  complaint: {
    feedbackId: 'f2',
    complaintSubType: null,
    complainedRecipients: [{ emailAddress: 'carla@example.com' }],
    timestamp: at,
    complaintFeedbackType: 'abuse',
  },
};
const delay = {
  eventType: 'DeliveryDelay',
  deliveryDelay: {
    timestamp: at,
    delayType: 'MailboxFull',
    expirationTime: at,
    delayedRecipients: [{ emailAddress: 'carla@example.com', status: '4.2.2' }],
  },
};
const read = (detail: object, tags?: object) => sesFeedback.parse(event(detail, tags));

describe('an event of SES', () => {
  it('says whom a mail did not reach, why, and what it was about', () => {
    expect(read(bounce())).toEqual([
      {
        id: '0102018f Bounce carla@example.com',
        kind: 'bounced',
        address: 'carla@example.com',
        at: Date.parse(at),
        reason: 'Permanent General: smtp; 550 5.1.1 no',
        requestId: '01KATZ9B00',
        person: 'carla.reis',
      },
    ]);
  });

  it.each([
    [bounce({ bounceType: 'Transient', bounceSubType: 'MailboxFull' }), 'delayed', /^Transient MailboxFull: smtp/],
    [bounce({ bounceType: 'Undetermined', bounceSubType: 'Undetermined' }), 'delayed', /^Undetermined/],
    [complaint, 'complained', /^abuse$/],
    [
      { ...complaint, complaint: { ...complaint.complaint, complaintFeedbackType: undefined } },
      'complained',
      /^no reason/,
    ],
    [delay, 'delayed', /^MailboxFull$/],
  ])('%j is %s', (detail, kind, reason) => {
    expect(read(detail)).toMatchObject([{ kind, reason: expect.stringMatching(reason) }]);
  });

  it('names each address that it is about', () => {
    const bouncedRecipients = [{ emailAddress: 'a@example.com' }, { emailAddress: 'b@example.com' }];

    expect(read(bounce({ bouncedRecipients })).map(({ address, reason }) => [address, reason])).toEqual([
      ['a@example.com', 'Permanent General'],
      ['b@example.com', 'Permanent General'],
    ]);
  });

  it('of a mail to an administrator names no person', () => {
    expect(read(bounce(), { person: undefined })).toMatchObject([{ person: undefined, requestId: '01KATZ9B00' }]);
  });

  it('carries no more of a stranger’s words than a line needs', () => {
    const diagnosticCode = `\u001b[2J${'x'.repeat(2000)}`;
    const [mail] = read(bounce({ bouncedRecipients: [{ emailAddress: 'a@example.com', diagnosticCode }] }));

    expect(mail?.reason).toHaveLength(500);
    expect(mail?.reason).not.toContain('\u001b');
  });

  it.each([
    ['of somebody else', { ...event(bounce()), source: 'custom.ses' }],
    ['of another kind', event({ eventType: 'Delivery', delivery: {} })],
    ['without recipients', event(bounce({ bouncedRecipients: [] }))],
    ['without a mail', { source: 'aws.ses', detail: bounce() }],
  ])('%s is refused', (_what, wrong) => {
    expect(() => sesFeedback.parse(wrong)).toThrow(z.ZodError);
  });
});
