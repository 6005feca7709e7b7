import { ok, type Result, refuse } from '../result.ts';
import type { GateRefusal } from './gate-refusal.ts';
import { type HeaderField, scanHeaders, valuesOf } from './header-block.ts';
import { plainMailboxOf } from './mailbox.ts';

/** The one author of a mail, as its headers name him, and those headers. */
export interface Sender {
  readonly address: string;
  readonly fields: readonly HeaderField[];
}

/**
 * G4: exactly one From with exactly one plain ASCII mailbox, read from the raw bytes (given as a latin1 string). Only
 * From counts: Sender, Reply-To, Resent-From and Return-Path are never looked at (S-06, S-07).
 */
export function readSender(raw: string): Result<Sender, GateRefusal> {
  const block = scanHeaders(raw);
  if (!block.ok) return block;
  const { fields } = block.value;
  const [from, ...more] = valuesOf(fields, 'from');
  if (from === undefined || more.length > 0) return refuse('from-not-single');
  const address = plainMailboxOf(from);
  return address === undefined ? refuse('bad-from') : ok({ address, fields });
}
