import { createHash, randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import type { Clock, Digest, NewId } from '../../application/ports/ports.ts';

/** The date and time of the vault. */
export const systemClock: Clock = () => Date.now();

/** ULIDs: they sort by the time they were made. */
export const newUlid: NewId = () => ulid();

export const sha256: Digest = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

export const sha256Bytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** 192 random bits as 32 characters that need no escaping anywhere. */
export const newPassword = (): string => randomBytes(24).toString('base64url');

export const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));
