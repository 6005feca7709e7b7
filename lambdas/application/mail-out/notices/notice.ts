import { formatInstant, formatSpan, type Place, zonesToTell } from '../../../core/time/format-instant.ts';
import type { Language } from '../../../core/time/language.ts';
import { asHtml } from './as-html.ts';
import { asText } from './as-text.ts';
import type { Paragraph } from './line.ts';
import type { Words } from './words/en.ts';
import { words } from './words/words.ts';

/** One mail to one person, before it has an address: the same words as plain text and as HTML. */
export interface Notice {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** How a mail is read: in which language and where. The vault's zone decides, the reader's is a courtesy. */
export interface Reading {
  readonly language: Language;
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

/** What mails say, in the language of their reader. */
export const wordsFor = ({ language }: Reading): Words => words[language];

export const useInWords = ({ action, username, device }: Use, reading: Reading): string =>
  wordsFor(reading)[action](username, device);

const inZones = (reading: Reading, write: (place: Place) => string): readonly string[] => {
  const { language, vault, reader } = reading;
  const { vaultTime, yourTime } = wordsFor(reading);
  const named = (zone: string): string => {
    if (zone === vault) return `${vaultTime}, ${zone}`;
    return zone === reader ? `${yourTime}, ${zone}` : zone;
  };
  return zonesToTell(vault, reader).map((zone) => `${write({ zone, language })} (${named(zone)})`);
};

/** A window in vault time, in the reader's zone and in UTC, a line each. */
export const windowLines = ({ start, end }: Span, reading: Reading): Paragraph =>
  inZones(reading, (place) => formatSpan(start, end, place)).map((text) => ({ kind: 'time', text }));

/** An instant in vault time, in the reader's zone and in UTC, a line each. */
export const instantLines = (instant: number, reading: Reading): Paragraph =>
  inZones(reading, (place) => formatInstant(instant, place)).map((text) => ({ kind: 'time', text }));

/** One instant inside a sentence: vault time only. */
export const vaultInstant = (instant: number, reading: Reading): string =>
  `${formatInstant(instant, { zone: reading.vault, language: reading.language })} (${wordsFor(reading).vaultTime})`;

/** What every mail begins with: its subject, and how it is read. */
interface Head {
  readonly subject: string;
  readonly reading: Reading;
}

/** A mail of these paragraphs; absent and empty ones are left out. */
export const notice = ({ subject, reading }: Head, ...parts: readonly (Paragraph | undefined)[]): Notice => {
  const written = parts.filter((part) => part !== undefined && part.length > 0) as readonly Paragraph[];
  const look = { language: reading.language, title: subject, openRequest: wordsFor(reading).openRequest };
  return { subject, text: asText(written), html: asHtml(written, look) };
};
