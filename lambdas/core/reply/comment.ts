import { trimLine } from './lines.ts';

const LONGEST_COMMENT = 4000;
const SIGNATURE =
  /^(?:--|Sent from my .{1,60}|Get Outlook for .{1,60}|Enviado (?:do|de|desde) .{1,60}|Von meinem .{1,60} gesendet|Envoyé de mon .{1,60})$/i;

/** Everything below 0x20 except tab, and DEL, would let a comment forge lines where it is shown. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]/g;

const isSignature = (line: string): boolean => SIGNATURE.test(trimLine(line));

/** What a person wrote below the deciding word, of his own lines: no signature, at most 4,000 characters. */
export function commentFrom(linesBelowVerb: readonly string[]): string {
  const signature = linesBelowVerb.findIndex(isSignature);
  const written = signature < 0 ? linesBelowVerb : linesBelowVerb.slice(0, signature);
  return written
    .map((line) => trimLine(line).replace(CONTROL, ' '))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, LONGEST_COMMENT);
}
