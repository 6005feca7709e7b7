import type { Principal, Role } from '../application/people/principal.ts';
import { BadCall } from './problem.ts';

type Claims = Readonly<Record<string, unknown>>;

const roleOfGroup = new Map<string, Role>([
  ['administrators', 'administrator'],
  ['auditors', 'auditor'],
]);

/**
 * Who calls, by the claims that API Gateway verified and by nothing else (threats.md S-15). Without `claim` it is the
 * user pool's `username`, or the `client_id` of a machine, whose token has no `username`; a claim that was chosen by
 * setting has no substitute. Throws a `BadCall` when the token is not an access token or names nobody.
 */
export const principalOf = (claims: Claims | undefined, claim?: string): Principal => {
  if (!claims) throw new BadCall({ rule: 'not-signed-in', reason: 'Send an access token as `Authorization: Bearer`.' });
  if (claims['token_use'] !== 'access')
    throw new BadCall({
      rule: 'access-token-required',
      reason: 'This is not an access token: send the access token, not the ID token.',
    });
  const id = textOf(claims[claim ?? 'username']) ?? (claim === undefined ? textOf(claims['client_id']) : undefined);
  if (id === undefined)
    throw new BadCall({ rule: 'not-signed-in', reason: 'The access token does not name a person.' });
  return { id, roles: rolesOf(claims['cognito:groups']) };
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/**
 * API Gateway flattens a list to `[administrators auditors]`. Cognito's group names hold no space, so the words are the
 * names; whoever brings an issuer of his own must keep spaces out of its group names.
 */
const rolesOf = (groups: unknown): readonly Role[] => {
  const names = Array.isArray(groups) ? groups : namesIn(textOf(groups) ?? '');
  return [...roleOfGroup].filter(([name]) => names.includes(name)).map(([, role]) => role);
};

const namesIn = (flattened: string): readonly string[] => {
  const list = /^\[(.*)\]$/.exec(flattened)?.[1];
  return list === undefined ? [flattened] : list.split(' ');
};
