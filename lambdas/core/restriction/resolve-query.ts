import { actions } from '../policy/action.ts';
import { suggest } from '../policy/nearest-name.ts';
import type { Policy } from '../policy/schema.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import type { Query } from './decide.ts';
import { parseInstant } from './instant.ts';

/** A question as it comes from outside: `{ user, credential, action, at }`, each perhaps missing or wrong. */
export type RawQuery = { user?: unknown; credential?: unknown; action?: unknown; at?: unknown };

export type ResolveQuery = (raw: RawQuery) => Result<Query, Refusal & { field: string }>;

/** Beyond this, looking for the nearest name would slow a batch of wrong questions down. */
const mostNamesToCompare = 1000;

const unknown = (field: string, written: unknown, known: readonly string[]) => {
  if (written === undefined) return refuse({ rule: `unknown-${field}`, field, reason: `\`${field}\` is missing` });
  const hint = typeof written === 'string' && known.length <= mostNamesToCompare ? `; ${suggest(written, known)}` : '';
  return refuse({
    rule: `unknown-${field}`,
    field,
    reason: `${JSON.stringify(written)} is not a known ${field}${hint}`,
  });
};

/** Prepares a policy for reading questions about it; of several mistakes the first of user, credential, action, at is told. */
export const makeResolveQuery = ({ users, credentials }: Policy): ResolveQuery => {
  const byId = {
    user: new Map<unknown, (typeof users)[number]>(users.map((user) => [user.id, user])),
    credential: new Map<unknown, (typeof credentials)[number]>(credentials.map((one) => [one.id, one])),
  };
  return (raw) => {
    const user = byId.user.get(raw.user);
    if (user === undefined)
      return unknown(
        'user',
        raw.user,
        users.map(({ id }) => id),
      );
    const credential = byId.credential.get(raw.credential);
    if (credential === undefined)
      return unknown(
        'credential',
        raw.credential,
        credentials.map(({ id }) => id),
      );
    const action = actions.find((name) => name === raw.action);
    if (action === undefined) return unknown('action', raw.action, actions);
    const at = parseInstant(raw.at);
    if (!at.ok) return refuse({ ...at.refusal, field: 'at' });
    return ok({ user, credential, action, at: at.value });
  };
};
