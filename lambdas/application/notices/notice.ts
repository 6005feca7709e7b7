import { formatInstant, formatSpan } from '../../core/time/format-instant.ts';
import { asHtml } from './as-html.ts';
import { asText } from './as-text.ts';
import type { Paragraph } from './line.ts';

/** One mail to one person, before it has an address: the same words as plain text and as HTML. */
export interface Notice {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
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
export const windowLines = ({ start, end }: Span, zones: Zones): Paragraph =>
  inZones(zones, (zone) => formatSpan(start, end, zone)).map((text) => ({ kind: 'time', text }));

/** An instant in vault time, in the reader's zone and in UTC, a line each. */
export const instantLines = (instant: number, zones: Zones): Paragraph =>
  inZones(zones, (zone) => formatInstant(instant, zone)).map((text) => ({ kind: 'time', text }));

/** One instant inside a sentence: vault time only. */
export const vaultInstant = (instant: number, zones: Zones): string =>
  `${formatInstant(instant, zones.vault)} (vault time)`;

/** A mail of these paragraphs; absent and empty ones are left out. */
export const notice = (subject: string, ...parts: readonly (Paragraph | undefined)[]): Notice => {
  const written = parts.filter((part) => part !== undefined && part.length > 0) as readonly Paragraph[];
  return { subject, text: asText(written), html: asHtml(written, { language: 'en', title: subject }) };
};
