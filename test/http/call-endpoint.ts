import type { Endpoint } from '../../lambdas/http/endpoint.ts';
import { apiEvent, type Given, lambdaContext } from './api-event.ts';

export interface Answered {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came back
  readonly json: any;
}

/** Calls an endpoint as Lambda does and reads the answer. */
export const callEndpoint = async (endpoint: Endpoint, given: Given): Promise<Answered> => {
  const response = await endpoint(apiEvent(given), lambdaContext);
  const text = response.body ?? '';
  const isJson = String(response.headers?.['Content-Type']).includes('json');
  return {
    status: response.statusCode,
    headers: response.headers ?? {},
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
};

/** A logger that keeps what it was told. */
export const keepingLogger = () => {
  const lines: unknown[][] = [];
  const keep = (...line: unknown[]): void => {
    lines.push(line);
  };
  return { lines, info: keep, error: keep };
};
