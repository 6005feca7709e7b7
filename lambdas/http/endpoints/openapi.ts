import document from '../../../openapi.json' with { type: 'json' };
import { ok } from '../../core/result.ts';
import { serveOpenapi } from '../contract/openapi-route.ts';
import { type Endpoint, makeEndpoint } from '../endpoint.ts';
import type { Shell } from './parts.ts';

/** The committed contract, bundled into the function. */
export const serveOpenapiEndpoint = (shell: Shell): Endpoint =>
  makeEndpoint(serveOpenapi, { ...shell, answer: async () => ok({ body: document }) });
