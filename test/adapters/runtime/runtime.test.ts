import { describe, expect, it } from 'vitest';
import {
  newPassword,
  newUlid,
  pause,
  sha256,
  sha256Bytes,
  systemClock,
} from '../../../lambdas/adapters/runtime/runtime.ts';

describe('the runtime', () => {
  it('digests by SHA-256 in lower-case digits, text as UTF-8', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

    expect(sha256('abc')).toBe(abc);
    expect(sha256Bytes(Uint8Array.of(97, 98, 99))).toBe(abc);
    expect(sha256('é')).toBe(sha256Bytes(Uint8Array.of(0xc3, 0xa9)));
  });

  it('makes ULIDs of 26 characters, each another', () => {
    const ids = Array.from({ length: 1000 }, newUlid);

    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it('makes passwords of 192 random bits that no system has to escape', () => {
    const made = Array.from({ length: 1000 }, newPassword);

    expect(new Set(made).size).toBe(1000);
    for (const password of made) expect(password).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });

  it('tells the time in whole milliseconds, and can wait', async () => {
    const before = systemClock();
    await pause(1);

    expect(Number.isInteger(before)).toBe(true);
    expect(systemClock()).toBeGreaterThanOrEqual(before);
  });
});
