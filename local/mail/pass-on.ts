import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** The pages of the application itself: the links in mails lead here. */
const PAGES = /^\/(decide\/|sign-in\/|sign-out$)/;

export const isPageOfApplication = (path: string): boolean => PAGES.test(path);

const PASSED = ['cookie', 'content-type', 'origin', 'sec-fetch-site', 'accept', 'user-agent'] as const;

/**
 * Hands a call on to the deployed API as a domain name of its own in front of it would, so that the links in mails are
 * short and the same for the whole life of a local cloud.
 */
export const passOn = async (request: IncomingMessage, response: ServerResponse, apiUrl: string): Promise<void> => {
  const headers = Object.fromEntries(
    PASSED.flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : [])),
  );
  const body = request.method === 'POST' ? await buffer(request) : undefined;
  const answer = await fetch(`${apiUrl}${request.url}`, {
    method: request.method ?? 'GET',
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  });
  const passed = [...answer.headers].filter(([name]) => !['set-cookie', 'content-length', 'connection'].includes(name));
  response.writeHead(answer.status, { ...Object.fromEntries(passed), 'set-cookie': answer.headers.getSetCookie() });
  response.end(Buffer.from(await answer.arrayBuffer()));
};
