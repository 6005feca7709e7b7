import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { routes } from '../../lambdas/http/contract/routes.ts';
import type { Endpoint } from '../../lambdas/http/endpoint.ts';
import { claimsOf } from '../http/api-event.ts';
import { callEndpoint } from '../http/call-endpoint.ts';

const variables = {
  REQUESTS_TABLE: 'Requests',
  POLICY_TABLE: 'Policy',
  RESTRICTIONS_TABLE: 'Restrictions',
  SECRET_PREFIX: 'countersign/',
  NAME_PREFIX: 'countersign',
  SESSION_ROLES_FUNCTION_ARN: 'arn:roles',
  SESSION_DOCUMENT: 'countersign-session',
};

const pathOf = (name: string): string =>
  new URL(`../../lambdas/functions/${name}/handler.ts`, import.meta.url).pathname;
const load = async (name: string): Promise<Endpoint> => ((await import(pathOf(name))) as { handler: Endpoint }).handler;

beforeEach(() => {
  vi.resetModules();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const names = routes.map(({ operationId }) => operationId);

describe('the function behind each route', () => {
  it.each(names)('%s starts with its environment and refuses a call without a token', async (name) => {
    const answered = await callEndpoint(await load(name), { claims: null });
    expect(answered.status).toBe(name === 'serve-openapi' ? 200 : 401);
  });

  it.each(names.filter((name) => name !== 'serve-openapi'))('%s does not start without a table', async (name) => {
    for (const table of Object.keys(variables)) vi.stubEnv(table, undefined);
    await expect(load(name)).rejects.toThrow('_TABLE');
  });
});

describe('serve-openapi', () => {
  it('holds the contract in its bundle', async () => {
    const built = await build({
      entryPoints: [pathOf('serve-openapi')],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      mainFields: ['module', 'main'],
    });
    expect(built.outputFiles[0]?.text).toContain('urn:countersign:problem:');
    expect(built.outputFiles[0]?.text).toContain('/requests/{id}/emergency');
    expect(built.outputFiles[0]?.text).not.toContain('createDocument');
  });

  it('answers an OpenAPI 3.1 document', async () => {
    const { json } = await callEndpoint(await load('serve-openapi'), {
      method: 'GET',
      path: '/openapi.json',
      claims: null,
    });
    expect(json.openapi).toBe('3.1.0');
    expect(Object.keys(json.paths)).toContain('/requests/{id}/password');
  });
});

describe('show-request', () => {
  it('reads the table it was told of and answers 404 for what is not there', async () => {
    const handler = await load('show-request');
    const dynamo = mockClient(DynamoDBDocumentClient);
    dynamo.onAnyCommand().resolves({});

    const answered = await callEndpoint(handler, { method: 'GET', params: { id: 'absent' }, claims: claimsOf('ana') });

    expect(answered.json).toMatchObject({ status: 404, rule: 'no-such-request' });
    expect(dynamo.calls()[0]?.args[0].input).toMatchObject({ TableName: 'Requests' });
  });
});
