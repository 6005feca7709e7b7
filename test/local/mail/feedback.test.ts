import { describe, expect, it } from 'vitest';
import { sesFeedback } from '../../../lambdas/functions/note-undelivered/ses-feedback.ts';
import { matchesPattern } from '../../../local/mail/event-pattern.ts';
import { feedbackEvent } from '../../../local/mail/feedback-event.ts';
import { deliversAt, outcomeAt } from '../../../local/mail/mailbox-simulator.ts';
import { rawMail } from './a-person.ts';

describe('the mailbox simulator', () => {
  it.each([
    ['bounce@simulator.amazonses.com', 'Bounce', false],
    ['Bounce+ana@Simulator.AmazonSES.com', 'Bounce', false],
    ['complaint+x@simulator.amazonses.com', 'Complaint', true],
    ['success@simulator.amazonses.com', undefined, true],
    ['bounce@example.com', undefined, true],
  ])('%s: %s', (address, outcome, arrives) => {
    expect(outcomeAt(address)).toBe(outcome);
    expect(deliversAt(address)).toBe(arrives);
  });
});

describe('an event about a mail', () => {
  const raw = rawMail(
    'Message-ID: <m1@email.amazonses.com>',
    'From: approvals@countersign.example',
    'To: bounce@simulator.amazonses.com',
    'X-SES-MESSAGE-TAGS: request=r1, notice=approval-asked,',
    ' person=Y2FybGE',
    '',
    'text',
  );
  const mail = { raw, address: 'bounce@simulator.amazonses.com', configurationSet: 'countersign-mail' };
  const at = new Date('2026-11-24T17:00:30Z');

  it.each([
    ['Bounce', 'bounced'],
    ['Complaint', 'complained'],
  ] as const)('%s is what the deployed function reads', (type, kind) => {
    expect(sesFeedback.parse(feedbackEvent(type, mail, at))).toMatchObject([
      { kind, address: mail.address, at: at.getTime(), requestId: 'r1', person: 'carla' },
    ]);
  });

  it('matches a rule for its configuration set, and for no other', () => {
    const event = feedbackEvent('Bounce', mail, at);
    const pattern = (name: string) => ({
      source: ['aws.ses'],
      'detail-type': ['Email Bounced'],
      detail: { mail: { tags: { 'ses:configuration-set': [name] } } },
    });

    expect(matchesPattern(pattern('countersign-mail'), event)).toBe(true);
    expect(matchesPattern(pattern('other'), event)).toBe(false);
    expect(matchesPattern({ detail: { absent: { x: ['y'] } } }, event)).toBe(false);
  });

  it('is not matched by guess where a pattern says more than literal values', () => {
    expect(() => matchesPattern({ source: [{ prefix: 'aws' }] }, { source: 'aws.ses' })).toThrow('literal values');
  });
});
