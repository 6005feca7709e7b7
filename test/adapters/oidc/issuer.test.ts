import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { oidcIssuer } from '../../../lambdas/adapters/oidc/issuer.ts';

const asked: URLSearchParams[] = [];
let answer: { status: number; body: string } = { status: 200, body: '{}' };
let discovery = 200;

const server = createServer(async (request, response) => {
  const { port } = server.address() as AddressInfo;
  if (request.url === '/token') {
    asked.push(new URLSearchParams(await text(request)));
    response.writeHead(answer.status).end(answer.body);
    return;
  }
  const base = `http://127.0.0.1:${port}`;
  const document = { authorization_endpoint: `${base}/authorize`, token_endpoint: `${base}/token`, issuer: 'x' };
  response.writeHead(discovery).end(JSON.stringify(document));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => server.close());
const { port } = server.address() as AddressInfo;
const anIssuer = () => oidcIssuer({ discoveryUrl: `http://127.0.0.1:${port}/.well-known/x`, clientId: 'pages' });
const redirectUri = 'https://countersign.example/sign-in/callback';
const tokenOf = (claims: object) => `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

describe('an issuer', () => {
  it('is asked for a code with PKCE', async () => {
    const url = new URL(await anIssuer().authorizeUrl({ state: 's', challenge: 'c', redirectUri }));

    expect(url.pathname).toBe('/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'pages',
      redirect_uri: redirectUri,
      scope: 'openid',
      state: 's',
      code_challenge: 'c',
      code_challenge_method: 'S256',
    });
  });

  it('gives the claims of the access token for a code and its verifier', async () => {
    answer = { status: 200, body: JSON.stringify({ access_token: tokenOf({ username: 'bruno' }) }) };

    expect(await anIssuer().redeem('code', 'verifier', redirectUri)).toEqual({ username: 'bruno' });
    expect(Object.fromEntries(asked.at(-1) ?? [])).toEqual({
      grant_type: 'authorization_code',
      client_id: 'pages',
      code: 'code',
      code_verifier: 'verifier',
      redirect_uri: redirectUri,
    });
  });

  it('that does not take the code signs nobody in', async () => {
    answer = { status: 400, body: '{"error":"invalid_grant"}' };

    expect(await anIssuer().redeem('code', 'verifier', redirectUri)).toBeUndefined();
  });

  it('that fails or is not there is a fault, and is asked again the next time', async () => {
    answer = { status: 503, body: '' };
    await expect(anIssuer().redeem('code', 'verifier', redirectUri)).rejects.toMatchObject({ name: 'IssuerFault' });

    const issuer = anIssuer();
    discovery = 500;
    await expect(issuer.authorizeUrl({ state: 's', challenge: 'c', redirectUri })).rejects.toThrow('discovery');
    discovery = 200;
    await expect(issuer.authorizeUrl({ state: 's', challenge: 'c', redirectUri })).resolves.toContain('/authorize');

    const nowhere = oidcIssuer({ discoveryUrl: 'http://127.0.0.1:1/x', clientId: 'pages' });
    await expect(nowhere.redeem('c', 'v', redirectUri)).rejects.toMatchObject({ name: 'IssuerUnreachable' });
  });
});
