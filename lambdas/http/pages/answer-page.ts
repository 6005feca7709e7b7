import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEventV2 as Event, APIGatewayProxyStructuredResultV2 as Response } from 'aws-lambda';
import { html, type Markup } from '../../core/html/markup.ts';
import { problemOfError } from '../problem.ts';
import { forgetCookie } from './cookies.ts';
import type { DecidePage, Visit } from './decide-page.ts';
import { framed, pageHeaders } from './frame.ts';
import type { Seal } from './seal.ts';
import { type GoTo, SESSION_SECONDS, type Session, type SignIn } from './sign-in.ts';

export interface PageParts {
  readonly logger: Pick<Logger, 'info' | 'error'>;
  readonly clock: () => number;
  readonly seal: Seal;
  readonly signIn: SignIn;
  readonly decidePage: DecidePage;
  readonly publicUrl: string;
}

const page = (statusCode: number, body: string): Response => ({ statusCode, headers: { ...pageHeaders }, body });

const goTo = ({ location, cookies }: GoTo): Response => ({
  statusCode: 303,
  headers: { ...pageHeaders, location },
  cookies: [...cookies],
  body: '',
});

const message = (statusCode: number, title: string, body: Markup): Response =>
  page(statusCode, framed({ title, body: html`<h1>${title}</h1>${body}` }));

const notFromHere = message(
  403,
  'This form was not accepted',
  html`<p>It did not come from our own page, or you have been signed in anew since. Open the link in your mail again.</p>`,
);
const notSignedIn = message(
  400,
  'You were not signed in',
  html`<p>The sign-in was begun in another browser, or too long ago. Open the link in your mail again.</p>`,
);

const formOf = ({ body = '', isBase64Encoded }: Event): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(isBase64Encoded ? Buffer.from(body, 'base64').toString() : body));

/** By `Sec-Fetch-Site`; an older browser by `Origin`, which ours with `no-referrer` do not tell (Fetch, 3.2). */
const isFromUs = ({ publicUrl }: PageParts, { headers }: Event): boolean => {
  const site = headers['sec-fetch-site'];
  return site === undefined ? headers['origin'] === new URL(publicUrl).origin : site === 'same-origin';
};

/** A form counts only if our own page sent it, in this sign-in (threats.md E-13). */
const isOurForm = async (parts: PageParts, event: Event, session: Session): Promise<boolean> => {
  const sent = (await parts.seal.open('form', formOf(event)['csrf'])) as { session?: string } | undefined;
  return isFromUs(parts, event) && sent?.session === session.id;
};

const visitOf = async ({ seal, clock }: PageParts, session: Session, requestId: string): Promise<Visit> => ({
  session,
  requestId,
  csrf: await seal.seal('form', { session: session.id }, clock() + SESSION_SECONDS * 1000),
});

const decide = async (parts: PageParts, event: Event): Promise<Response> => {
  const requestId = event.pathParameters?.['id'] ?? '';
  const here = `/decide/${encodeURIComponent(requestId)}`;
  const session = await parts.signIn.session(event.cookies);
  if (session === undefined) return goTo(await parts.signIn.begin(here));
  const visit = await visitOf(parts, session, requestId);
  if (event.requestContext.http.method !== 'POST') {
    const { status, body } = await parts.decidePage.show(visit);
    return page(status, body);
  }
  if (!(await isOurForm(parts, event, session))) return notFromHere;
  const { sourceIp } = event.requestContext.http;
  const evidence = { sourceIp, apiRequestId: event.requestContext.requestId };
  const acted = await parts.decidePage.act(visit, formOf(event), evidence);
  if (acted.ok) return goTo({ location: `${parts.publicUrl}${here}`, cookies: [] });
  return page(acted.refusal.status, acted.refusal.body);
};

const finishSignIn = async ({ signIn }: PageParts, event: Event): Promise<Response> => {
  const done = await signIn.finish(event.queryStringParameters ?? {}, event.cookies);
  return done === undefined ? notSignedIn : goTo(done);
};

const signOut = async (parts: PageParts, event: Event): Promise<Response> => {
  const session = await parts.signIn.session(event.cookies);
  if (session !== undefined && !(await isOurForm(parts, event, session))) return notFromHere;
  const bye = message(200, 'You are signed out', html`<p>To come back, open the link in a mail.</p>`);
  return { ...bye, cookies: [forgetCookie('__Host-session')] };
};

const routes: Readonly<Record<string, (parts: PageParts, event: Event) => Promise<Response>>> = {
  'GET /decide/{id}': decide,
  'POST /decide/{id}': decide,
  'GET /sign-in/callback': finishSignIn,
  'POST /sign-out': signOut,
};

/** The pages behind API Gateway's HTTP API (payload 2.0): a GET only looks, a POST acts for whoever is signed in. */
export const makeAnswerPage =
  (parts: PageParts) =>
  async (event: Event): Promise<Response> => {
    const route = routes[event.routeKey];
    if (route === undefined) throw new Error(`no page answers ${event.routeKey}`);
    try {
      const response = await route(parts, event);
      parts.logger.info('answered', { operation: event.routeKey, status: response.statusCode });
      return response;
    } catch (error) {
      parts.logger.error('failed', { operation: event.routeKey, error: error as Error });
      const { status, title, detail } = problemOfError(error);
      return message(status, title, html`<p>${detail}</p>`);
    }
  };
