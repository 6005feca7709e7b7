import { ok, type Result, refuse } from '../result.ts';
import type { GateRefusal } from './gate-refusal.ts';
import { type HeaderField, valuesOf } from './header-block.ts';
import { foldAscii } from './mailbox.ts';

/** Every mail of ours carries it; one that comes back with it is our own (S-11). */
export const LOOP_HEADER = 'X-Countersign-Loop';

const ROBOT_PRECEDENCE = new Set(['bulk', 'junk', 'list', 'auto_reply']);
const ROBOT_HEADERS = new Set(['x-autoreply', 'x-autorespond', foldAscii(LOOP_HEADER)]);
const ROBOT_TYPE = /^(?:multipart\/report|message\/(?:delivery-status|disposition-notification|feedback-report))\b/;
const ROBOT_MAILBOX = /^(?:mailer-daemon|postmaster)(?:@|$)/;

export interface AutomaticFacts {
  readonly fields: readonly HeaderField[];
  readonly sender: string;
  /** The envelope's MAIL FROM; empty or `<>` for a bounce. */
  readonly envelopeSender: string;
  /** The domain of the Message-IDs that we write. */
  readonly ownDomain: string;
}

/** The first word of a value: what stands before parameters and comments. */
const keyword = (value: string): string => foldAscii(value).replace(/[;\s(].*$/s, '');

const saysRobot = ({ name, value }: HeaderField): boolean =>
  (name === 'auto-submitted' && keyword(value) !== 'no') ||
  (name === 'precedence' && ROBOT_PRECEDENCE.has(keyword(value))) ||
  (name === 'content-type' && ROBOT_TYPE.test(foldAscii(value))) ||
  ROBOT_HEADERS.has(name) ||
  name.startsWith('list-');

const isNullPath = (path: string): boolean => path === '' || path === '<>';

const isRobotPath = (path: string): boolean =>
  isNullPath(path) || ROBOT_MAILBOX.test(foldAscii(path).replace(/^</, ''));

function isOwnMail(fields: readonly HeaderField[], ownDomain: string): boolean {
  return valuesOf(fields, 'message-id').some((id) => foldAscii(id).endsWith(`@${foldAscii(ownDomain)}>`));
}

/**
 * G7: a person wrote this (RFC 3834; the list of threats.md S-10). `X-Auto-Response-Suppress` says nothing about the
 * mail that carries it: Exchange puts it on what people write.
 */
export function checkAutomatic({
  fields,
  sender,
  envelopeSender,
  ownDomain,
}: AutomaticFacts): Result<undefined, GateRefusal> {
  const automatic =
    fields.some(saysRobot) ||
    isRobotPath(envelopeSender) ||
    valuesOf(fields, 'return-path').some(isRobotPath) ||
    ROBOT_MAILBOX.test(foldAscii(sender)) ||
    isOwnMail(fields, ownDomain);
  return automatic ? refuse('automatic') : ok(undefined);
}
