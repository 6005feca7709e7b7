import { ok, type Result, refuse } from '../result.ts';
import type { GateRefusal } from './gate-refusal.ts';
import { foldAscii } from './mailbox.ts';

/** 128 KiB; a deployment may allow up to 256 KiB (threats.md G0). */
export const MAX_MAIL_BYTES = 128 * 1024;

/** A verdict of the SES receipt: a word in `status`, or nothing. */
export interface Verdict {
  readonly status?: string | undefined;
}

/** The verdicts of the SES event; headers of the mail that look like them are never read (S-04). */
export interface Verdicts {
  readonly virusVerdict?: Verdict | undefined;
  readonly spamVerdict?: Verdict | undefined;
  readonly dmarcVerdict?: Verdict | undefined;
}

/** The token of a reply address, with the address as it was written in the envelope. */
export interface ReplyAddress {
  readonly token: string;
  readonly address: string;
}

/** G0, before the object is fetched (D-01). */
export const checkSize = (sizeBytes: number, limit = MAX_MAIL_BYTES): Result<undefined, GateRefusal> =>
  sizeBytes <= limit ? ok(undefined) : refuse('too-large');

const LOCAL_PART = /^r\.([a-z2-7]{32})$/;

function asReplyAddress(address: string, replyDomain: string): readonly ReplyAddress[] {
  const at = address.lastIndexOf('@');
  const token = LOCAL_PART.exec(address.slice(0, Math.max(at, 0)))?.[1];
  if (token === undefined || foldAscii(address.slice(at + 1)) !== foldAscii(replyDomain)) return [];
  return [{ token, address }];
}

/** G2: of the envelope's recipients exactly one is `r.<32 lower-case base32>@` our reply domain. */
export function tokenFromRecipients(
  recipients: readonly string[],
  replyDomain: string,
): Result<ReplyAddress, GateRefusal> {
  const [first, ...more] = recipients.flatMap((recipient) => asReplyAddress(recipient, replyDomain));
  if (first === undefined) return refuse('no-token');
  return more.length === 0 ? ok(first) : refuse('several-tokens');
}

/**
 * G3: no virus, no spam, and DMARC says PASS. Missing, GRAY, PROCESSING_FAILED or an unknown word is not PASS. SPF and
 * DKIM alone say nothing about the From header, so they are not even asked (S-01, S-02, threats.md 0.5).
 */
export function checkVerdicts(verdicts: Verdicts): Result<undefined, GateRefusal> {
  if (verdicts.virusVerdict?.status !== 'PASS') return refuse('virus');
  if (verdicts.spamVerdict?.status === 'FAIL') return refuse('spam');
  return verdicts.dmarcVerdict?.status === 'PASS' ? ok(undefined) : refuse('dmarc-not-pass');
}
