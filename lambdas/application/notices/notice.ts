import { formatInstant, formatSpan } from '../../core/time/format-instant.ts';

/** One mail to one person, before it has an address: plain text, lines of at most 72 columns where we write them. */
export interface Notice {
  readonly subject: string;
  readonly text: string;
}

/** Where a mail's times are read: the vault's zone decides, the reader's is a courtesy. */
export interface Zones {
  readonly vault: string;
  readonly reader?: string | undefined;
}

/** From and until, in epoch milliseconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is asked for, in words: `view the password of orders_admin on orders-db`. */
export interface Use {
  readonly action: 'view_password' | 'start_session';
  readonly username: string;
  readonly device: string;
}

const LONGEST = 4096;
/** All that some program shows as a line break, and every other control or invisible formatting character. */
const BREAKING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/**
 * Text that somebody else wrote, made one harmless line: control characters become a space, at most 4 KB. Such text
 * stands only in lines that begin with `> `, so that no reader and no client takes it for an answer (threats.md T-02).
 */
export function foreign(text: string): string {
  const line = text.replace(BREAKING, ' ').trim();
  const bytes = new TextEncoder().encode(line);
  if (bytes.length <= LONGEST) return line;
  return `${new TextDecoder().decode(bytes.subarray(0, LONGEST - 4)).replace(/\ufffd+$/, '')}…`;
}

/** A labelled line of foreign text: `> Why:    restart of the job`. */
export const foreignLine = (label: string, text: string): string => `> ${`${label}:`.padEnd(7)} ${foreign(text)}`;

export const useInWords = ({ action, username, device }: Use): string =>
  `${action === 'view_password' ? 'view the password of' : 'open a session as'} ${username} on ${device}`;

const inZones = (zones: Zones, write: (zone: string) => string): readonly string[] => {
  const reader = zones.reader !== undefined && zones.reader !== zones.vault ? [zones.reader] : [];
  const others = [...reader, ...(zones.vault === 'UTC' || zones.reader === 'UTC' ? [] : ['UTC'])];
  const named = (zone: string): string => (zone === zones.reader ? `your time, ${zone}` : zone);
  return [
    `${write(zones.vault)} (vault time, ${zones.vault})`,
    ...others.map((zone) => `${write(zone)} (${named(zone)})`),
  ];
};

/** A window in vault time, in the reader's zone and in UTC, a line each. */
export const windowLines = ({ start, end }: Span, zones: Zones): readonly string[] =>
  inZones(zones, (zone) => formatSpan(start, end, zone)).map((line) => `  ${line}`);

/** An instant in vault time, in the reader's zone and in UTC, a line each. */
export const instantLines = (instant: number, zones: Zones): readonly string[] =>
  inZones(zones, (zone) => formatInstant(instant, zone)).map((line) => `  ${line}`);

/** One instant inside a sentence: vault time only. */
export const vaultInstant = (instant: number, zones: Zones): string =>
  `${formatInstant(instant, zones.vault)} (vault time)`;

/** Joins paragraphs, each a list of lines; absent ones are left out. */
export const paragraphs = (...parts: readonly (readonly string[] | undefined)[]): string =>
  `${parts
    .filter((part) => part !== undefined && part.length > 0)
    .map((part) => part?.join('\n'))
    .join('\n\n')}\n`;
