import { describe, expect, it } from 'vitest';
import { openapiDocument } from '../../../lambdas/http/contract/openapi.ts';
import type { Route } from '../../../lambdas/http/contract/route.ts';
import { routes } from '../../../lambdas/http/contract/routes.ts';
import committed from '../../../openapi.json' with { type: 'json' };

describe('openapi.json', () => {
  it('is what the contract says today (npm run openapi writes it)', () => {
    expect(committed).toEqual(JSON.parse(JSON.stringify(openapiDocument())));
  });

  it('refuses unknown fields in every body that it describes, but for a policy', () => {
    const bodies = [
      'DecisionQuestion',
      'RequestSubmission',
      'WindowInput',
      'Vote',
      'EmergencyUse',
      'Revocation',
    ] as const;
    for (const name of bodies) expect(committed.components.schemas[name].additionalProperties).toBe(false);
  });

  it('knows of no approver in what a requester is answered', () => {
    const { RequestAnswer, Request, Asked } = committed.components.schemas;
    expect(JSON.stringify([RequestAnswer, Request, Asked])).not.toMatch(/"(by|approvers|approvedBy|votes)"/);
  });

  it('demands a token everywhere but where the contract itself is served', () => {
    const open = (routes as readonly Route[]).filter((route) => route.open).map(({ operationId }) => operationId);
    expect(open).toEqual(['serve-openapi']);
    expect(committed.security).toEqual([{ accessToken: [] }]);
  });
});

describe('the routes', () => {
  it('have one verb-noun each', () => {
    const names = routes.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
  });

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s reads what its path holds',
    (_name, route) => {
      const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(route.params?.shape ?? {})).toEqual(inPath);
      expect(route.body !== undefined).toBe(route.method === 'POST' || route.method === 'PUT');
    },
  );

  it('take an Idempotency-Key on every write but a release and a session, and not on what only reads', () => {
    const without = routes.filter((route) => route.method === 'POST' && !route.idempotent);
    expect(without.map(({ operationId }) => operationId)).toEqual([
      'explain-decision',
      'release-password',
      'open-session',
      'check-policy',
      'redrive-dead-letters',
    ]);
  });
});
