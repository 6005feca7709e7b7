import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';

/** Where the mail of signed-in people comes from: the one address that the SPF records of their domains allow. */
export const OUTGOING_ADDRESS = '127.0.0.25';
const SELECTOR = 'local';

/** A DNS answer as Node's resolver gives it. */
export type Resolve = (name: string, type: string) => Promise<unknown>;

/** The domains that people here have addresses at: their DNS records and the key that signs their mail. */
export interface MailDomains {
  readonly resolve: Resolve;
  has(domain: string): boolean;
  /** The mail with the DKIM signature of this domain before it. */
  sign(raw: Buffer, domain: string): Promise<Buffer>;
}

const notFound = (name: string, type: string): Error =>
  Object.assign(new Error(`there is no ${type} record for ${name}`), { code: 'ENOTFOUND' });

/**
 * Makes the domains of the demo people real as far as mail is judged by them: SPF allows one address and no other,
 * DKIM has a key made at each start, and DMARC asks to reject what fails. All other names do not exist.
 */
export const makeMailDomains = (domains: () => readonly string[]): MailDomains => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const key = publicKey.toString('base64');
  const recordsOf = (domain: string): Readonly<Record<string, string>> => ({
    [domain]: `v=spf1 ip4:${OUTGOING_ADDRESS} -all`,
    [`${SELECTOR}._domainkey.${domain}`]: `v=DKIM1; k=rsa; p=${key}`,
    [`_dmarc.${domain}`]: 'v=DMARC1; p=reject; adkim=s; aspf=s',
  });
  const has = (domain: string) => domains().includes(domain.toLowerCase());
  return {
    has,
    resolve: async (name, type) => {
      const zone = domains().find((domain) => name === domain || name.endsWith(`.${domain}`));
      const record = zone === undefined ? undefined : recordsOf(zone)[name.toLowerCase()];
      if (record === undefined || type !== 'TXT') throw notFound(name, type);
      return [[record]];
    },
    sign: async (raw, domain) => {
      const signature = { signingDomain: domain, selector: SELECTOR, privateKey };
      // Its types ask for the fields at the top, its code reads them from `signatureData`.
      const { signatures, errors } = await dkimSign(raw, { ...signature, signatureData: [signature] });
      if (errors.length > 0 || signatures === '') throw new Error(`the mail was not signed: ${errors[0]?.err.message}`);
      return Buffer.concat([Buffer.from(signatures), raw]);
    },
  };
};
