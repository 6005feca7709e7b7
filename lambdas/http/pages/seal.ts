import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a browser keeps for us: readable by its owner, changed by nobody, of no use for another purpose or later. */
export interface Seal {
  /** `expiresAt` in epoch milliseconds. */
  seal(purpose: string, value: object, expiresAt: number): Promise<string>;
  /** The value, or undefined when it was changed, is over, or was sealed for another purpose. */
  open(purpose: string, text: string | undefined): Promise<unknown>;
}

interface Sealed {
  readonly purpose: string;
  readonly expiresAt: number;
  readonly value: unknown;
}

const same = (one: Buffer, other: Buffer): boolean => one.length === other.length && timingSafeEqual(one, other);

/** HMAC-SHA-256 over the text; the key is read when it is needed (threats.md E-13). */
export const makeSeal = (key: () => Promise<string>, clock: () => number): Seal => {
  const sign = async (text: string) =>
    createHmac('sha256', await key())
      .update(text)
      .digest();
  return {
    seal: async (purpose, value, expiresAt) => {
      const text = Buffer.from(JSON.stringify({ purpose, expiresAt, value } satisfies Sealed)).toString('base64url');
      return `${text}.${(await sign(text)).toString('base64url')}`;
    },
    open: async (purpose, text = '') => {
      const [content = '', signature = ''] = text.split('.');
      if (!same(await sign(content), Buffer.from(signature, 'base64url'))) return undefined;
      const sealed = JSON.parse(Buffer.from(content, 'base64url').toString()) as Sealed;
      return sealed.purpose === purpose && clock() < sealed.expiresAt ? sealed.value : undefined;
    },
  };
};
