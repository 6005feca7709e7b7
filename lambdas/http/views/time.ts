import type { AccessWindow } from '../../core/request/window.ts';

/** An instant of vault time as the API writes it: RFC 3339, UTC, milliseconds. */
export const instantText = (epochMillis: number): string => new Date(epochMillis).toISOString();

export const windowText = ({ start, end }: AccessWindow): { start: string; end: string } => ({
  start: instantText(start),
  end: instantText(end),
});

/** A window that the contract accepted, in epoch milliseconds. */
export const windowMillis = (window: { start: string; end: string } | undefined): AccessWindow | undefined =>
  window && { start: Date.parse(window.start), end: Date.parse(window.end) };
