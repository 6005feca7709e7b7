import { ok, type Result, refuse } from '../result.ts';
import type { InvitationFacts } from './gate-identity.ts';
import type { GateRefusal } from './gate-refusal.ts';
import { type HeaderField, valuesOf } from './header-block.ts';
import { parseMailDate } from './mail-date.ts';
import { foldAscii } from './mailbox.ts';

const SEVEN_DAYS = 7 * 24 * 3_600_000;

/** G5b: the token may still be used, and was not. */
export function checkToken({ expiresAt, usedAt }: InvitationFacts, now: number): Result<undefined, GateRefusal> {
  if (usedAt !== undefined) return refuse('token-used');
  return now < expiresAt ? ok(undefined) : refuse('token-expired');
}

/** G5b: one readable Date, within seven days of the receipt, before or after it (S-12). */
export function checkDate(fields: readonly HeaderField[], receivedAt: number): Result<undefined, GateRefusal> {
  const [value, ...more] = valuesOf(fields, 'date');
  const date = value === undefined || more.length > 0 ? undefined : parseMailDate(value);
  if (date === undefined || Math.abs(receivedAt - date) > SEVEN_DAYS) return refuse('stale-date');
  return ok(undefined);
}

/** The header, split where an address may begin or end. */
const words = (value: string): readonly string[] => value.split(/[\s<>,;:"()]+/).map(foldAscii);

/**
 * G5b: the token's address stands in To or Cc. A genuine old mail sent again to a new token's envelope carries the old
 * address, signed. A second To or Cc would be the one that no signature covers, so it refuses as well (S-12).
 */
export function checkRecipientsHeader(
  fields: readonly HeaderField[],
  tokenAddress: string,
): Result<undefined, GateRefusal> {
  const to = valuesOf(fields, 'to');
  const cc = valuesOf(fields, 'cc');
  const named = [...to, ...cc].some((value) => words(value).includes(foldAscii(tokenAddress)));
  return named && to.length <= 1 && cc.length <= 1 ? ok(undefined) : refuse('token-not-in-recipients-header');
}
