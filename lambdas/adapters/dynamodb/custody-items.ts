import type { RequestChange } from '../../application/ports.ts';
import type { GrantChange } from '../../core/request/custody.ts';
import type { LockFields } from '../../core/request/owed-change.ts';
import { custodyKeys, dueKeys } from './keys.ts';
import type { Item } from './table.ts';
import type { TransactionItems } from './transaction.ts';

/** The rows of a credential's grants and its lock, as a decision changes them. */
export const custodyItems = (table: string, change: RequestChange): TransactionItems => {
  const { credential } = change.request;
  const grants = change.grants.flatMap((grant) => grantItems(table, credential, grant));
  const moves = grants.length > 0 || change.lock !== undefined;
  if (moves) return [...grants, lockUpdate(table, credential, change)];
  return change.lockVersion === undefined ? [] : [lockCheck(table, credential, change.lockVersion)];
};

const grantItems = (table: string, credential: string, { remove, put }: GrantChange): TransactionItems => {
  const old = remove && custodyKeys.grant(credential, remove.end, remove.requestId);
  const now = put && custodyKeys.grant(credential, put.end, put.requestId);
  const items: TransactionItems = [];
  // A transaction takes one action an item: a row that is written again is not deleted first.
  if (old && old.sk !== now?.sk) items.push({ Delete: { TableName: table, Key: old } });
  if (now) items.push({ Put: { TableName: table, Item: { ...now, ...put } } });
  return items;
};

/** Every field of a lock, as it is stored. */
export const lockNames = [
  'rotating',
  'rotatingSince',
  'owedSince',
  'changeBy',
  'unbroken',
  'changedSince',
  'holder',
] as const satisfies readonly (keyof LockFields)[];

/** A change that is put off is found by the sweeper when it can be put off no longer. */
const stored = (credential: string, lock: LockFields): Item => ({
  ...lock,
  ...(lock.changeBy === undefined ? {} : dueKeys.password(lock.changeBy, credential)),
});
const storedNames = [...lockNames, 'duePk', 'dueSk'] as const;

/** The expression that leaves a lock with exactly these fields, one version on. */
export const lockExpressions = (credential: string, lock: LockFields) => {
  const item = stored(credential, lock);
  const set = storedNames.filter((name) => item[name] !== undefined);
  const removed = storedNames.filter((name) => item[name] === undefined);
  return {
    clauses: [
      ...(set.length > 0 ? [`SET ${set.map((name) => `${name} = :${name}`).join(', ')}`] : []),
      ...(removed.length > 0 ? [`REMOVE ${removed.join(', ')}`] : []),
    ],
    values: Object.fromEntries(set.map((name) => [`:${name}`, item[name]])),
  };
};

/** Every start, move and end of a grant moves the lock, so that a close that read it before decides again. */
const lockUpdate = (
  table: string,
  credential: string,
  { lock, lockVersion }: RequestChange,
): TransactionItems[number] => {
  const { clauses, values } = lock ? lockExpressions(credential, lock) : { clauses: [], values: {} };
  return {
    Update: {
      TableName: table,
      Key: custodyKeys.lock(credential),
      UpdateExpression: ['ADD #version :one', ...clauses].join(' '),
      ...lockCondition(lockVersion),
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: {
        ':one': 1,
        ...(lockVersion ? { ':lockVersion': lockVersion } : {}),
        ...values,
      },
    },
  };
};

const lockCheck = (table: string, credential: string, lockVersion: number): TransactionItems[number] => ({
  ConditionCheck: {
    TableName: table,
    Key: custodyKeys.lock(credential),
    ConditionExpression: lockExpression(lockVersion),
    ExpressionAttributeNames: { '#version': 'version' },
    ...(lockVersion ? { ExpressionAttributeValues: { ':lockVersion': lockVersion } } : {}),
  },
});

const lockExpression = (lockVersion: number): string =>
  lockVersion === 0 ? 'attribute_not_exists(#version)' : '#version = :lockVersion';

const lockCondition = (lockVersion: number | undefined): { ConditionExpression?: string } =>
  lockVersion === undefined ? {} : { ConditionExpression: lockExpression(lockVersion) };
