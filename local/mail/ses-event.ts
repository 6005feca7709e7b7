import { type Header, headersOf, valuesOf } from './raw-message.ts';
import type { Verdicts } from './verdict.ts';

/** A mail that was received: all that an event of SES tells about it. */
export interface ReceivedMail {
  readonly messageId: string;
  readonly at: Date;
  readonly from: string;
  /** All recipients of the envelope. */
  readonly destination: readonly string[];
  /** Those of them that this rule takes. */
  readonly recipients: readonly string[];
  readonly verdicts: Verdicts;
  /** As stored: with the headers that SES puts before it. */
  readonly stored: Buffer;
}

const MOST_HEADER_BYTES = 10 * 1024;

const truncate = (headers: readonly Header[]): { headers: readonly Header[]; headersTruncated: boolean } => {
  let bytes = 0;
  const kept = headers.filter(({ name, value }) => {
    bytes += name.length + value.length;
    return bytes <= MOST_HEADER_BYTES;
  });
  return { headers: kept, headersTruncated: kept.length < headers.length };
};

const addresses = (values: readonly string[]): readonly string[] | undefined =>
  values.length === 0
    ? undefined
    : values.flatMap((value) => value.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)).map((one) => one.trim());

const commonHeaders = (headers: readonly Header[], returnPath: string) => {
  const all = (name: string) => addresses(valuesOf(headers, name));
  const first = (name: string) => valuesOf(headers, name)[0];
  return {
    returnPath,
    from: all('from'),
    replyTo: all('reply-to'),
    to: all('to'),
    cc: all('cc'),
    date: first('date'),
    messageId: first('message-id'),
    subject: first('subject'),
  };
};

const receiptOf = ({ at, recipients, verdicts }: ReceivedMail, functionArn: string, invocationType: string) => ({
  timestamp: at.toISOString(),
  processingTimeMillis: 1,
  recipients,
  spamVerdict: { status: verdicts.spam },
  virusVerdict: { status: verdicts.virus },
  spfVerdict: { status: verdicts.spf },
  dkimVerdict: { status: verdicts.dkim },
  dmarcVerdict: { status: verdicts.dmarc },
  ...(verdicts.dmarc === 'FAIL' ? { dmarcPolicy: verdicts.policy } : {}),
  action: { type: 'Lambda', functionArn, invocationType },
});

/** The event of a Lambda action, as the SES developer guide documents it; it has no body of the mail. */
export const sesEvent = (mail: ReceivedMail, functionArn: string, invocationType: string) => {
  const all = headersOf(mail.stored);
  const { messageId, at, from, destination } = mail;
  const described = {
    timestamp: at.toISOString(),
    source: from,
    messageId,
    destination,
    ...truncate(all),
    commonHeaders: commonHeaders(all, from),
  };
  const ses = { mail: described, receipt: receiptOf(mail, functionArn, invocationType) };
  return { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0', ses }] as const };
};

const RESULTS = { PASS: 'pass', FAIL: 'fail', GRAY: 'none', PROCESSING_FAILED: 'temperror', DISABLED: 'none' } as const;

/** The headers that SES writes before a mail that it stores. */
export const stampOf = (mail: Omit<ReceivedMail, 'stored' | 'recipients'>, region: string): readonly Header[] => {
  const { messageId, at, from, destination, verdicts } = mail;
  const [spf, dkim, dmarc] = [RESULTS[verdicts.spf], RESULTS[verdicts.dkim], RESULTS[verdicts.dmarc]];
  const by = `inbound-smtp.${region}.amazonaws.com with SMTP id ${messageId} for ${destination[0]}`;
  return [
    { name: 'Return-Path', value: `<${from}>` },
    { name: 'Received', value: `from localhost (localhost [127.0.0.1]) by ${by}; ${at.toUTCString()}` },
    { name: 'X-SES-Spam-Verdict', value: verdicts.spam },
    { name: 'X-SES-Virus-Verdict', value: verdicts.virus },
    { name: 'Received-SPF', value: spf },
    { name: 'Authentication-Results', value: `amazonses.com; spf=${spf}; dkim=${dkim}; dmarc=${dmarc};` },
  ];
};
