import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * A value as deflated JSON (RFC 1951), half as large as the map that DynamoDB would store. It is for what is written
 * again and again and can be told from the records, never for a record itself: evidence is read as it lies there.
 */
export const pack = (value: unknown): Uint8Array => deflateRawSync(JSON.stringify(value), { level: 9 });

/** What was packed. */
export const unpack = <T>(packed: unknown): T => JSON.parse(inflateRawSync(packed as Uint8Array).toString('utf8')) as T;
