import type { Leaf } from '../../core/reply/leaf.ts';
import type { MimeRefusal } from '../../core/reply/read-reply.ts';
import type { NoticeKind } from '../../core/request/effects.ts';
import type { Result } from '../../core/result.ts';

/** The raw mails that SES stored, by the id of the message. */
export interface MailStore {
  open(messageId: string): Promise<OpenedMail>;
}

/** A mail whose size is known and of which nothing was read (threats.md D-01). Whoever opened it reads it or leaves it. */
export interface OpenedMail {
  readonly sizeBytes: number;
  read(): Promise<Uint8Array>;
  leave(): void;
}

/** Which mails were handled to their end, but for those that spent a token. SES tells of a mail at least once (threats.md T-17). */
export interface HandledMails {
  has(messageId: string): Promise<boolean>;
  /** Kept for longer than anybody delivers a mail again. */
  add(messageId: string, at: number): Promise<void>;
}

/** The leaves of a mail, within bounds; what cannot be read is a refusal, never an exception (threats.md D-06). */
export type ReadLeaves = (raw: Uint8Array) => Promise<Result<readonly Leaf[], MimeRefusal>>;

/** Derives the secret part of a reply address from an invitation: the same invitation, the same token. */
export type ReplyToken = (invitationId: string) => Promise<string>;

/** One mail to one person. */
export interface OutgoingMail {
  readonly to: string;
  readonly replyTo?: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Mails about the same request are one conversation. */
  readonly requestId: string;
  readonly notice: NoticeKind;
  /** Who reads it; absent for administrators, who have only an address. */
  readonly person?: string | undefined;
  readonly autoSubmitted?: 'auto-replied' | undefined;
}

/** SES takes no more mails in this second. */
export const MAIL_THROTTLED = 'MailThrottled';
/** SES takes no more mails today: no pause of seconds helps. */
export const MAIL_QUOTA_SPENT = 'MailQuotaSpent';

/** Hands a mail over. `MailThrottled` and `MailQuotaSpent` say that SES takes none now; whatever else is a failure. */
export type SendMail = (mail: OutgoingMail) => Promise<void>;

/** The sign, seen by every dispatcher, that urgent mail waits and ordinary mail shall not take its place. */
export interface OrdinaryHold {
  holdUntil(instant: number): Promise<void>;
  isHeld(now: number): Promise<boolean>;
}

/** What one mailed token stands for: one person, one request, one level, one version of the window (threats.md 2.0). */
export interface Invitation {
  readonly tokenHash: string;
  readonly requestId: string;
  readonly level: number;
  readonly approver: string;
  readonly address: string;
  readonly windowVersion: number;
  readonly policyVersion: number;
  readonly expiresAt: number;
  readonly usedAt?: number | undefined;
  /** The id of the mail that spent it. */
  readonly usedBy?: string | undefined;
}

export interface InvitationStore {
  /** Writing the same invitation again changes nothing. */
  put(invitation: Invitation): Promise<void>;
  find(tokenHash: string): Promise<Invitation | undefined>;
  /** Spent by this mail. `false` when it was used before. */
  markUsed(tokenHash: string, at: number, messageId: string): Promise<boolean>;
  /** `true` at most once an hour for a token: whether this person may be sent one more help mail. */
  mayAnswer(tokenHash: string, at: number): Promise<boolean>;
  /** The same for telling its owner that somebody else used it: neither kind of mail takes the place of the other. */
  mayWarn(tokenHash: string, at: number): Promise<boolean>;
}
