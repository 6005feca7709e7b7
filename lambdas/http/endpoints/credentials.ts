import type { Principal } from '../../application/people/principal.ts';
import type { Action, Credential } from '../../core/policy/schema.ts';
import type { Decision } from '../../core/restriction/decision.ts';
import { explainDecision, listCredentials } from '../contract/credentials.ts';
import { type Endpoint, makeEndpoint } from '../endpoint.ts';
import { credentialView } from '../views/credential-view.ts';
import { type Outcome, replyWith, type Shell } from './parts.ts';

interface Usable {
  readonly credential: Credential;
  readonly decisions: Readonly<Record<Action, Decision>>;
  readonly quarantinedSince?: number | undefined;
  readonly heldBy?: { readonly by: string; readonly until: number } | undefined;
}

export const listCredentialsEndpoint = (
  shell: Shell,
  list: (principal: Principal) => Outcome<readonly Usable[]>,
): Endpoint =>
  makeEndpoint(listCredentials, {
    ...shell,
    answer: ({ principal }) =>
      replyWith(list(principal), (usable) => ({
        body: { items: usable.map(credentialView) },
      })),
  });

export const explainDecisionEndpoint = (
  shell: Shell,
  explain: (query: { principal: Principal; credentialId: string; action: Action }) => Outcome<Decision>,
): Endpoint =>
  makeEndpoint(explainDecision, {
    ...shell,
    answer: ({ principal, params, body }) =>
      replyWith(explain({ principal, credentialId: params.id, action: body.action }), (decision) => ({
        body: decision,
      })),
  });
