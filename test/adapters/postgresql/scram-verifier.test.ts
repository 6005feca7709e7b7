import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { scramVerifier } from '../../../lambdas/adapters/postgresql/scram-verifier.ts';

/** The exchange of RFC 7677, section 3: the password is "pencil". */
const rfc7677 = {
  password: 'pencil',
  salt: 'W22ZaJ0SNY7soEsUEjb6gQ==',
  authMessage: [
    'n=user,r=rOprNGfwEbeRWgbNEkqO',
    'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
  ].join(','),
  clientProof: 'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  serverSignature: '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
};

const partsOf = (verifier: string) => {
  const parts = /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):(.+)$/.exec(verifier);
  const [, iterations = '', salt = '', storedKey = '', serverKey = ''] = parts ?? [];
  return { iterations, salt, storedKey: Buffer.from(storedKey, 'base64'), serverKey: Buffer.from(serverKey, 'base64') };
};
const hmac = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)));

describe('a SCRAM verifier', () => {
  const verifier = scramVerifier(rfc7677.password, Buffer.from(rfc7677.salt, 'base64'));
  const { iterations, salt, storedKey, serverKey } = partsOf(verifier);

  it('has the form of RFC 5803 that PostgreSQL stores', () => {
    expect({ iterations, salt }).toEqual({ iterations: '4096', salt: rfc7677.salt });
    expect([storedKey.length, serverKey.length]).toEqual([32, 32]);
  });

  it('accepts the client proof of RFC 7677', () => {
    const signature = hmac(storedKey, rfc7677.authMessage);
    const clientKey = xor(Buffer.from(rfc7677.clientProof, 'base64'), signature);

    expect(createHash('sha256').update(clientKey).digest()).toEqual(storedKey);
  });

  it('gives the server signature of RFC 7677', () => {
    expect(hmac(serverKey, rfc7677.authMessage).toString('base64')).toBe(rfc7677.serverSignature);
  });

  it('has a new salt each time, and never the password', () => {
    const [one, other] = [scramVerifier('c4nary'), scramVerifier('c4nary')];

    expect(partsOf(one).salt).not.toBe(partsOf(other).salt);
    expect(Buffer.from(partsOf(one).salt, 'base64')).toHaveLength(16);
    expect(one).not.toContain('c4nary');
  });
});
