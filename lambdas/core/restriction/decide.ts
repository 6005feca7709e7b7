import type { Action, Credential, Settings, User } from '../policy/schema.ts';
import { type Candidate, type Decision, type NextChange, outcomeOf } from './decision.ts';
import { findNextChange } from './next-change.ts';
import { appliesAt, makeFindRelatedRows, type ReadyRow } from './related-rows.ts';
import type { RestrictionRow } from './rows.ts';
import { type LocalMinute, makeVaultClock, type VaultClock } from './vault-clock.ts';

/** Who asks for what, and when: `at` is an instant in epoch milliseconds, from the vault's clock. */
export type Query = { user: User; credential: Credential; action: Action; at: number };

export type Decide = (query: Query) => Decision;

const instant = (at: number): string => new Date(at).toISOString();

/** For each group its first row that applies: rows are in decision order, so the candidates are too. */
const winningRows = (related: readonly ReadyRow[], at: LocalMinute): RestrictionRow[] => {
  const seen = new Set<number>();
  return related.flatMap((ready) => {
    if (seen.has(ready.row.groupId) || !appliesAt(ready, at)) return [];
    seen.add(ready.row.groupId);
    return [ready.row];
  });
};

const candidateOf = ({ restrictionCode, groupId, name, because }: RestrictionRow): Candidate => ({
  code: restrictionCode,
  groupId,
  name,
  because,
});

const nextChangeOf = (related: readonly ReadyRow[], clock: VaultClock, at: number): NextChange | null => {
  const change = findNextChange(related, clock, at);
  if (change === undefined) return null;
  const { restrictionCode, flags } = change.row.row;
  return { at: instant(change.at), code: restrictionCode, outcome: outcomeOf(flags) };
};

/**
 * Prepares the rows of a policy for many decisions. `rows` must be in key order (`compileAllRows`, or one ordered
 * Query): the winner is the first row that relates the user and the credential and whose windows hold the instant.
 */
export const makeDecide = (rows: readonly RestrictionRow[], settings: Settings): Decide => {
  const clock = makeVaultClock(settings.timeZone);
  const findRelatedRows = makeFindRelatedRows(rows, settings);
  return ({ user, credential, action, at }) => {
    const related = findRelatedRows(user, credential, action);
    const candidates = winningRows(related, clock.localMinute(at));
    const winner = candidates[0];
    return {
      outcome: winner === undefined ? 'deny' : outcomeOf(winner.flags),
      code: winner?.restrictionCode ?? null,
      groupId: winner?.groupId ?? null,
      user: user.id,
      credential: credential.id,
      action,
      at: instant(at),
      vaultTime: clock.format(at),
      candidates: candidates.map(candidateOf),
      nextChange: nextChangeOf(related, clock, at),
    };
  };
};

/** One decision (mission A1 2): the answer of policy.md, pure in its arguments. Use `makeDecide` for many. */
export const decide = (rows: readonly RestrictionRow[], query: Query & { settings: Settings }): Decision =>
  makeDecide(rows, query.settings)(query);
