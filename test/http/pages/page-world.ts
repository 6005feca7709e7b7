import type { APIGatewayProxyEventV2 as Event, APIGatewayProxyStructuredResultV2 as Response } from 'aws-lambda';
import type { Claims, Issuer } from '../../../lambdas/application/ports/sign-in-ports.ts';
import { makeCastVote } from '../../../lambdas/application/requests/cast-vote.ts';
import { makeRevokeAccess } from '../../../lambdas/application/requests/revoke-access.ts';
import { makeSeeRequest } from '../../../lambdas/application/requests/see-request.ts';
import { makeAnswerPage } from '../../../lambdas/http/pages/answer-page.ts';
import { makeDecidePage } from '../../../lambdas/http/pages/decide-page.ts';
import { makeSeal } from '../../../lambdas/http/pages/seal.ts';
import { makeSignIn } from '../../../lambdas/http/pages/sign-in.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld } from '../../support/fakes/world.ts';
import { keepingLogger } from '../call-endpoint.ts';

const publicUrl = 'https://countersign.example';

/** An issuer that takes a code once, for the verifier whose challenge it was given. */
const anIssuer = (): Issuer & { readonly people: Map<string, Claims> } => {
  const people = new Map<string, Claims>();
  return {
    people,
    authorizeUrl: async ({ state, challenge }) =>
      `https://issuer.example/authorize?${new URLSearchParams({ state, challenge })}`,
    redeem: async (code) => {
      const claims = people.get(code);
      people.delete(code);
      return claims;
    },
  };
};

interface Sent {
  readonly route: string;
  readonly id?: string;
  readonly query?: Record<string, string>;
  readonly form?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

/** The pages over a vault in memory, and browsers that keep their cookies. */
export const aPageWorld = (policy = vaultPolicy()) => {
  const world = aWorld({ policy });
  const { ports, time } = world;
  const issuer = anIssuer();
  const seal = makeSeal(async () => 'a key', time.clock);
  const answer = makeAnswerPage({
    logger: keepingLogger(),
    clock: time.clock,
    seal,
    policy: ports.policy,
    publicUrl,
    signIn: makeSignIn({ issuer, seal, clock: time.clock, publicUrl }),
    decidePage: makeDecidePage({
      clock: time.clock,
      policy: ports.policy,
      seeRequest: makeSeeRequest(ports),
      castVote: makeCastVote(ports),
      revoke: makeRevokeAccess(ports),
    }),
  });
  return { ...world, issuer, answer, browser: () => aBrowser(answer, issuer) };
};

/** The event of API Gateway (payload 2.0), as far as the pages read it. */
const eventOf = (
  { route, id = '', query, form, headers = form && { 'sec-fetch-site': 'same-origin', origin: 'null' } }: Sent,
  jar: ReadonlyMap<string, string>,
): Event => {
  const [method] = route.split(' ');
  return {
    routeKey: route,
    cookies: [...jar].map(([name, value]) => `${name}=${value}`),
    headers: headers ?? {},
    pathParameters: { id },
    queryStringParameters: query,
    body: form && new URLSearchParams(form).toString(),
    isBase64Encoded: false,
    requestContext: { http: { method, sourceIp: '192.0.2.7' }, requestId: 'JKJaXmPLvHcESHA=' },
  } as unknown as Event;
};

const aBrowser = (answer: (event: Event) => Promise<Response>, issuer: ReturnType<typeof anIssuer>) => {
  const jar = new Map<string, string>();
  const keep = (cookie: string) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (cookie.includes('Max-Age=0')) jar.delete(name);
    else jar.set(name, value);
  };
  const send = async (sent: Sent) => {
    const response = await answer(eventOf(sent, jar));
    for (const cookie of response.cookies ?? []) keep(cookie);
    return { status: response.statusCode, headers: response.headers ?? {}, body: response.body ?? '' };
  };
  const look = (id: string) => send({ route: 'GET /decide/{id}', id });
  const field = (body: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
  return {
    jar,
    send,
    look,
    /** Signs in as this person on the way to the page of a request. */
    signIn: async (id: string, person: string, groups?: string) => {
      const asked = await look(id);
      const state = new URL(String(asked.headers['location'])).searchParams.get('state') ?? '';
      issuer.people.set(`code-${person}`, {
        token_use: 'access',
        username: person,
        ...(groups === undefined ? {} : { 'cognito:groups': groups }),
      });
      return send({ route: 'GET /sign-in/callback', query: { code: `code-${person}`, state } });
    },
    /** Sends the form that stands on the page, with these answers. */
    decide: async (id: string, answers: Record<string, string>, more: Partial<Sent> = {}) => {
      const { body } = await look(id);
      const form = Object.fromEntries(
        ['csrf', 'windowVersion', 'start', 'end'].map((name) => [name, field(body, name)]),
      );
      const time = (name: string) => new RegExp(`name="${name}" required value="([^"]*)"`).exec(body)?.[1] ?? '';
      const sent = { ...form, start: time('start'), end: time('end'), comment: '', ...answers };
      return send({ route: 'POST /decide/{id}', id, form: sent, ...more });
    },
  };
};
