import { ok, type Result, refuse } from '../result.ts';

const shape = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)$/i;

const offsetMillis = (offset: string): number => {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
};

const isOffset = (offset: string): boolean => /^(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i.test(offset);

/** The instant of a UTC date and time, unless one of its parts does not exist (30 February, 24:00, second 60). */
const utcMillis = (date: string, time: string, millis: string): number | undefined => {
  const text = `${date}T${time}.${millis}Z`;
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString() === text ? at : undefined;
};

const read = (text: string): number | undefined => {
  const [, date, minute, second = '00', fraction = '', offset] = shape.exec(text) ?? [];
  if (date === undefined || minute === undefined || offset === undefined || !isOffset(offset)) return undefined;
  const local = utcMillis(date, `${minute}:${second}`, fraction.padEnd(3, '0').slice(0, 3));
  return local === undefined ? undefined : local - (/z/i.test(offset) ? 0 : offsetMillis(offset));
};

/** An RFC 3339 instant with an offset or Z, seconds and fraction optional, in epoch milliseconds (finer is cut off). */
export const parseInstant = (text: unknown): Result<number> => {
  const at = typeof text === 'string' ? read(text) : undefined;
  if (at !== undefined) return ok(at);
  return refuse({
    rule: 'rfc-3339-instant',
    field: 'at',
    reason: `${String(JSON.stringify(text))} is not an instant with an offset or Z, such as 2026-11-24T17:00:00Z`,
  });
};
