import { canonical, type Json } from '../../core/audit/canonical.ts';
import type { Policy } from '../../core/policy/schema.ts';
import { compileAllRows } from '../../core/restriction/rows.ts';
import { policyKeys, restrictionKeys } from './keys.ts';

import type { Item } from './table.ts';
import type { TransactionItems } from './transaction.ts';

export interface PolicyTables {
  readonly policy: string;
  readonly restrictions: string;
}

/** An item of a policy with the table that it belongs to. */
interface Placed {
  readonly table: string;
  readonly key: Item;
  readonly more: Item;
}

/** The writes that turn the items of `before` into those of `after`: what is equal is not written again. */
export const policyDifference = (
  tables: PolicyTables,
  generation: number,
  before: Policy | undefined,
  after: Policy,
): TransactionItems => {
  const old = byKey(before ? placed(tables, generation, before) : []);
  const now = byKey(placed(tables, generation, after));
  const puts = [...now].filter(([key, item]) => !same(item, old.get(key))).map(([, item]) => put(item));
  const deletes = [...old]
    .filter(([key]) => !now.has(key))
    .map(([, { table, key }]) => ({ Delete: { TableName: table, Key: key } }));
  return [...puts, ...deletes];
};

const placed = (tables: PolicyTables, generation: number, policy: Policy): Placed[] => [
  ...policy.users.map((user) => ({ table: tables.policy, key: policyKeys.user(user.id), more: { user } })),
  ...policy.users
    .filter((user) => user.subject !== user.id)
    .map((user) => ({ table: tables.policy, key: policyKeys.subject(user.subject), more: { userId: user.id } })),
  ...policy.credentials.map((credential) => ({
    table: tables.policy,
    key: policyKeys.credential(credential.id),
    more: { credential },
  })),
  ...policy.groups.map((group) => ({ table: tables.policy, key: policyKeys.group(group.id), more: { group } })),
  ...compileAllRows(policy.groups).map((row) => ({
    table: tables.restrictions,
    key: restrictionKeys.row(generation, row.action, row.restrictionKey),
    more: { restrictionCode: row.restrictionCode, row },
  })),
];

const byKey = (items: readonly Placed[]): Map<string, Placed> =>
  new Map(items.map((item) => [`${item.table} ${canonical(item.key as Json)}`, item]));

const same = (item: Placed, other: Placed | undefined): boolean =>
  other !== undefined && canonical(item.more as Json) === canonical(other.more as Json);

const put = ({ table, key, more }: Placed): TransactionItems[number] => ({
  Put: { TableName: table, Item: { ...key, ...more } },
});
