import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock, PolicyChange, PolicyMeter, PolicyWriter } from '../../application/ports/ports.ts';
import { canonical, type Json } from '../../core/audit/canonical.ts';
import type { Policy } from '../../core/policy/schema.ts';
import { policyKeys } from './keys.ts';
import { type PolicyTables, policyDifference } from './policy-difference.ts';
import { recallItem, rememberItem } from './remembered.ts';
import { TRANSACTION_LIMIT, type TransactionItems, transact } from './transaction.ts';
import type { DynamoVaultLog } from './vault-log.ts';

/** Rows carry the generation of the policy in their key; a change larger than one transaction needs a new one. */
const GENERATION = 1;
/** The head, the list of contents, the log entry, the two items of the audit record, the kept answer. */
const BOOKKEEPING_ITEMS = 6;

const difference = (
  tables: PolicyTables,
  { before, after }: Pick<PolicyChange, 'before' | 'after'>,
): TransactionItems => policyDifference(tables, GENERATION, before?.policy, after);

/** Counts what a change would write. It needs no table: the names only keep the keys of two tables apart. */
export const policyMeter: PolicyMeter = {
  limit: TRANSACTION_LIMIT,
  measure: (change) => {
    const items = difference({ policy: 'policy', restrictions: 'restrictions' }, change).length;
    const settings = spelled(change.before?.policy.settings) !== spelled(change.after.settings);
    return items === 0 && !settings ? 0 : items + BOOKKEEPING_ITEMS;
  },
};

/** Replaces the policy by one transaction: the items that differ, the version, a log entry, the audit record. */
export const dynamoPolicyWriter = (
  client: DynamoDBDocumentClient,
  tables: PolicyTables & { readonly requests: string },
  { log, clock }: { readonly log: DynamoVaultLog; readonly clock: Clock },
): PolicyWriter => ({
  apply: async (change) => {
    const changes = difference(tables, change);
    const audit = await log.items({
      type: 'PolicyApplied',
      actor: change.by,
      policyVersion: nextVersion(change),
      detail: { items: changes.length, groups: change.after.groups.map((group) => group.id) },
    });
    const kept = change.remember
      ? [rememberItem(tables.requests, { ...change.remember, version: nextVersion(change) }, clock())]
      : [];
    const written = await transact(client, [...changes, ...bookkeeping(tables.policy, change), ...audit, ...kept]);
    return written === 'committed' ? 'applied' : 'conflict';
  },
  remembered: (key) => recallItem({ client, table: tables.requests, now: clock() }, key),
});

const spelled = (settings: Policy['settings'] | undefined): string => canonical((settings ?? null) as Json);

const nextVersion = ({ before }: Pick<PolicyChange, 'before'>): number => (before?.version ?? 0) + 1;

const bookkeeping = (table: string, change: PolicyChange): TransactionItems => {
  const { before, after, by } = change;
  const version = nextVersion(change);
  const kept = new Set(after.groups.map((group) => group.id));
  const gone = (before?.policy.groups ?? []).map((group) => group.id).filter((id) => !kept.has(id));
  const condition = before
    ? {
        ConditionExpression: '#version = :before',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':before': before.version },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  return [
    {
      Put: {
        TableName: table,
        Item: { ...policyKeys.head, version, generation: GENERATION, settings: after.settings },
        ...condition,
      },
    },
    {
      Put: {
        TableName: table,
        Item: {
          ...policyKeys.contents,
          version,
          users: after.users.map((user) => user.id),
          credentials: after.credentials.map((credential) => credential.id),
          groups: after.groups.map((group) => group.id),
          retiredGroupIds: [...(before?.retiredGroupIds ?? []), ...gone],
        },
      },
    },
    { Put: { TableName: table, Item: { ...policyKeys.change(version), by, retired: gone } } },
  ];
};
