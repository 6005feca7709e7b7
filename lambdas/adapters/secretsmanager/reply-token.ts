import { createHmac } from 'node:crypto';
import type { ReplyToken } from '../../application/ports/mail-ports.ts';

/** 160 bits: 32 characters of base32. */
const TOKEN_BYTES = 20;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Tokens by HMAC-SHA-256 (design.md 7); `key` reads the key. */
export const hmacReplyToken =
  (key: () => Promise<string>): ReplyToken =>
  async (invitationId) => {
    const digest = createHmac('sha256', await key())
      .update(invitationId)
      .digest();
    return base32(digest.subarray(0, TOKEN_BYTES));
  };

const base32 = (bytes: Uint8Array): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('');
};
