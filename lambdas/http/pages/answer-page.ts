import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEventV2 as Event, APIGatewayProxyStructuredResultV2 as Response } from 'aws-lambda';
import type { PolicyReader } from '../../application/ports/ports.ts';
import { html } from '../../core/html/markup.ts';
import type { Language } from '../../core/time/language.ts';
import { problemOfError } from '../problem.ts';
import { acceptedLanguage } from './accept-language.ts';
import { forgetCookie } from './cookies.ts';
import type { DecidePage, Visit } from './decide-page.ts';
import { framed, pageHeaders } from './frame.ts';
import { languageOf } from './language-of.ts';
import type { Seal } from './seal.ts';
import { type GoTo, SESSION_SECONDS, type Session, type SignIn } from './sign-in.ts';
import { pageWords } from './words/words.ts';

export interface PageParts {
  readonly logger: Pick<Logger, 'info' | 'error'>;
  readonly clock: () => number;
  readonly seal: Seal;
  readonly signIn: SignIn;
  readonly decidePage: DecidePage;
  readonly policy: Pick<PolicyReader, 'subject'>;
  readonly publicUrl: string;
}

const page = (statusCode: number, body: string): Response => ({ statusCode, headers: { ...pageHeaders }, body });

const goTo = ({ location, cookies }: GoTo): Response => ({
  statusCode: 303,
  headers: { ...pageHeaders, location },
  cookies: [...cookies],
  body: '',
});

type Message = 'notFromHere' | 'notSignedIn' | 'signedOut' | 'unavailable' | 'failed';

const message = (statusCode: number, language: Language, name: Message): Response => {
  const { title, body } = pageWords[language][name];
  return page(statusCode, framed({ language, title, body: html`<h1>${title}</h1><p>${body}</p>` }));
};

const acceptedBy = ({ headers }: Event): Language => acceptedLanguage(headers['accept-language']);

const notFromHere = async ({ policy }: PageParts, event: Event, session: Session): Promise<Response> =>
  message(403, await languageOf(policy, session, acceptedBy(event)), 'notFromHere');

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

const requestIdOf = (event: Event): string => event.pathParameters?.['id'] ?? '';

const visitOf = async ({ seal, clock }: PageParts, event: Event, session: Session): Promise<Visit> => ({
  session,
  accepts: acceptedBy(event),
  requestId: requestIdOf(event),
  csrf: await seal.seal('form', { session: session.id }, clock() + SESSION_SECONDS * 1000),
});

const decide = async (parts: PageParts, event: Event): Promise<Response> => {
  const here = `/decide/${encodeURIComponent(requestIdOf(event))}`;
  const session = await parts.signIn.session(event.cookies);
  if (session === undefined) return goTo(await parts.signIn.begin(here));
  const visit = await visitOf(parts, event, session);
  if (event.requestContext.http.method !== 'POST') {
    const { status, body } = await parts.decidePage.show(visit);
    return page(status, body);
  }
  if (!(await isOurForm(parts, event, session))) return notFromHere(parts, event, session);
  const { sourceIp } = event.requestContext.http;
  const evidence = { sourceIp, apiRequestId: event.requestContext.requestId };
  const acted = await parts.decidePage.act(visit, formOf(event), evidence);
  if (acted.ok) return goTo({ location: `${parts.publicUrl}${here}`, cookies: [] });
  return page(acted.refusal.status, acted.refusal.body);
};

const finishSignIn = async ({ signIn }: PageParts, event: Event): Promise<Response> => {
  const done = await signIn.finish(event.queryStringParameters ?? {}, event.cookies);
  return done === undefined ? message(400, acceptedBy(event), 'notSignedIn') : goTo(done);
};

const signOut = async (parts: PageParts, event: Event): Promise<Response> => {
  const session = await parts.signIn.session(event.cookies);
  if (session !== undefined && !(await isOurForm(parts, event, session))) return notFromHere(parts, event, session);
  const accepts = acceptedBy(event);
  const language = session === undefined ? accepts : await languageOf(parts.policy, session, accepts);
  const bye = message(200, language, 'signedOut');
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
      const { status, rule } = problemOfError(error);
      return message(status, acceptedBy(event), rule === 'temporarily-unavailable' ? 'unavailable' : 'failed');
    }
  };
