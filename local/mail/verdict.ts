export const STATUSES = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED'] as const;
export type Status = (typeof STATUSES)[number];
export const CHECKS = ['spf', 'dkim', 'dmarc', 'spam', 'virus'] as const;
type Check = (typeof CHECKS)[number];
export const POLICIES = ['none', 'quarantine', 'reject'] as const;
type Policy = (typeof POLICIES)[number];

/** What SES found out about a mail; `policy` is what the sender's domain asks for when DMARC fails. */
export type Verdicts = Readonly<Record<Check, Status>> & { readonly policy: Policy };

/** A mail as a client hands it over. */
export interface Submission {
  readonly raw: Buffer;
  readonly envelopeFrom: string;
  /** The address of the person who signed in to the mail server, if anyone did. */
  readonly own: string | undefined;
  /** Where the client connected from, and the name by which it greeted. */
  readonly ip: string;
  readonly helo: string;
}
