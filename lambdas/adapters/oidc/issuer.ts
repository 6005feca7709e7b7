import * as z from 'zod';
import { Fault } from '../../application/fault.ts';
import type { Claims, Issuer } from '../../application/ports/sign-in-ports.ts';

const discovery = z.object({ authorization_endpoint: z.url(), token_endpoint: z.url() });
const tokens = z.object({ access_token: z.string() });

export interface Client {
  /** The address of the issuer's discovery document. */
  readonly discoveryUrl: string;
  readonly clientId: string;
}

const TIMEOUT_MILLIS = 4000;

const fetched = async (url: string, init: RequestInit = {}): Promise<Response> => {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
  } catch (cause) {
    throw new Fault('IssuerUnreachable', 'the issuer does not answer', { cause });
  }
};

/**
 * The issuer by OpenID Connect. Claims are read from the token as it comes from the token endpoint, over the issuer's
 * own TLS and for our own verifier, which is why its signature needs no second check (OpenID Connect Core 3.1.3.7).
 */
export const oidcIssuer = ({ discoveryUrl, clientId }: Client): Issuer => {
  let endpoints: Promise<z.output<typeof discovery>> | undefined;
  const discover = () => {
    endpoints ??= readDiscovery(discoveryUrl).catch((error: unknown) => {
      endpoints = undefined; // a read that failed is not kept
      throw error;
    });
    return endpoints;
  };
  return {
    authorizeUrl: async ({ state, challenge, redirectUri }) => {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: 'openid',
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      });
      return `${(await discover()).authorization_endpoint}?${query}`;
    },
    redeem: async (code, verifier, redirectUri) => {
      const form = { grant_type: 'authorization_code', client_id: clientId, code, code_verifier: verifier };
      const response = await fetched((await discover()).token_endpoint, {
        method: 'POST',
        body: new URLSearchParams({ ...form, redirect_uri: redirectUri }),
      });
      if (response.status >= 500) throw new Fault('IssuerFault', `the issuer answered ${response.status}`);
      if (!response.ok) return undefined;
      return claimsOf(tokens.parse(await response.json()).access_token);
    },
  };
};

const readDiscovery = async (url: string) => {
  const response = await fetched(url);
  if (!response.ok) throw new Fault('IssuerFault', `the issuer answered ${response.status} to its discovery`);
  return discovery.parse(await response.json());
};

const claimsOf = (token: string): Claims =>
  z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
