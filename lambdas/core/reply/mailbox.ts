const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const DOT_ATOM_MAILBOX = new RegExp(`^${ATOM}(?:\\.${ATOM})*@${LABEL}(?:\\.${LABEL})*$`);

/**
 * What may stand before `<address>`: words, encoded words and plain quoted strings. Not: a second address, a group, a
 * route, a comment, a backslash. 8-bit letters of a name do no harm: every parser looks for an ASCII `<`.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const DISPLAY_NAME = /^(?:"[^"\\\u0000-\u001f\u007f]*"|[^"<>()[\]:;@,\\\u0000-\u001f\u007f])*$/;

/** Folds A-Z and nothing else: `'\u212a'.toLowerCase()` is a plain `k` (threats.md S-14). */
export const foldAscii = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));

/** A plain ASCII `dot.atom@domain` of lengths that SMTP knows; an encoded word inside it is none. */
export const isPlainMailbox = (text: string): boolean =>
  text.length <= 254 && text.indexOf('@') <= 64 && !text.includes('=?') && DOT_ATOM_MAILBOX.test(text);

/** Two ways to write one mailbox? Case is folded for A-Z only. */
export const sameMailbox = (one: string, other: string): boolean => foldAscii(one) === foldAscii(other);

/**
 * The address of a From value that holds exactly one plain mailbox, with or without a display name; otherwise
 * undefined. Stricter than RFC 5322 on purpose: two libraries disagree on the rest (threats.md 0.7).
 */
export function plainMailboxOf(value: string): string | undefined {
  const text = value.replaceAll('\t', ' ').trim();
  if (isPlainMailbox(text)) return text;
  if (!text.endsWith('>')) return undefined;
  const open = text.lastIndexOf('<');
  const address = text.slice(open + 1, -1);
  if (open < 0 || !isPlainMailbox(address) || !DISPLAY_NAME.test(text.slice(0, open))) return undefined;
  return address;
}
