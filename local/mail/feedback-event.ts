import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from '../process/environment.ts';
import type { FeedbackType } from './mailbox-simulator.ts';
import { headersOf, valuesOf } from './raw-message.ts';

/** SES reads the tags of a mail from it and takes it away. */
export const TAGS_HEADER = 'X-SES-MESSAGE-TAGS';

/** A mail that was sent to one address, and by which configuration set. */
export interface SentMail {
  readonly raw: Buffer;
  readonly address: string;
  readonly configurationSet: string;
}

const DETAIL_TYPES: Readonly<Record<FeedbackType, string>> = {
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
};

const tagsOf = (raw: Buffer): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    valuesOf(headersOf(raw), TAGS_HEADER.toLowerCase())
      .flatMap((value) => value.split(','))
      .map((tag) => tag.trim().split('='))
      .map(([name = '', value = '']) => [name, [value]]),
  );

const happened = (type: FeedbackType, emailAddress: string, timestamp: string) =>
  type === 'Bounce'
    ? {
        bounce: {
          feedbackId: randomUUID(),
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [
            { emailAddress, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
          ],
          timestamp,
          reportingMTA: 'dns; a0-0.smtp-out.amazonses.com',
        },
      }
    : {
        complaint: {
          feedbackId: randomUUID(),
          complaintSubType: null,
          complainedRecipients: [{ emailAddress }],
          timestamp,
          userAgent: 'Amazon SES Mailbox Simulator',
          complaintFeedbackType: 'abuse',
          arrivalDate: timestamp,
        },
      };

/** An event of SES on the default bus of EventBridge, as the SES developer guide documents it. */
export const feedbackEvent = (type: FeedbackType, { raw, address, configurationSet }: SentMail, at: Date) => {
  const headers = headersOf(raw);
  const first = (name: string) => valuesOf(headers, name)[0] ?? '';
  const timestamp = at.toISOString();
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': DETAIL_TYPES[type],
    source: 'aws.ses',
    account: ACCOUNT,
    time: timestamp,
    region: REGION,
    resources: [`arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/${configurationSet}`],
    detail: {
      eventType: type,
      mail: {
        timestamp,
        source: first('from'),
        sendingAccountId: ACCOUNT,
        messageId: first('message-id').replace(/^<|>$/g, ''),
        destination: [address],
        headersTruncated: false,
        headers,
        commonHeaders: { from: [first('from')], to: [first('to')], subject: first('subject') },
        tags: { 'ses:configuration-set': [configurationSet], ...tagsOf(raw) },
      },
      ...happened(type, address, timestamp),
    },
  };
};
