import type { RequestChange } from '../../application/ports/ports.ts';
import type { GrantChange } from '../../core/request/custody.ts';
import type { LockFields } from '../../core/request/owed-change.ts';
import { custodyKeys, dueKeys } from './keys.ts';
import type { Item } from './table.ts';
import type { TransactionItems } from './transaction.ts';

/** A credential's lock and its grants, one item, as a decision changes it. */
export const custodyItems = (table: string, change: RequestChange): TransactionItems => {
  const { credential } = change.request;
  const moves = change.grants.length > 0 || change.lock !== undefined;
  if (moves) return [lockUpdate(table, credential, change)];
  return change.lockVersion === undefined ? [] : [lockCheck(table, credential, change.lockVersion)];
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

/** What of a lock is set and what is taken away, by the name of the attribute. */
type Attributes = Readonly<Record<string, unknown>>;

/** Leaves a lock with exactly these fields. */
export const lockAttributes = (credential: string, lock: LockFields): Attributes => {
  const item = stored(credential, lock);
  return Object.fromEntries(storedNames.map((name) => [name, item[name]]));
};

/** A grant is an attribute of its own, so that one is written or taken away without a look at the others. */
const grantAttributes = (grants: readonly GrantChange[]): Attributes =>
  Object.fromEntries(
    grants.flatMap(({ remove, put }) => {
      const requestId = (put ?? remove)?.requestId;
      return requestId === undefined
        ? []
        : [[custodyKeys.grant(requestId), put && { start: put.start, end: put.end }] as const];
    }),
  );

/** Sets these attributes of a lock, takes away those that are undefined, and moves it one version on. */
export const moveLock = (attributes: Attributes) => {
  const entries = Object.entries(attributes).map(([name, value], at) => ({ name, value, at }));
  const set = entries.filter(({ value }) => value !== undefined);
  const removed = entries.filter(({ value }) => value === undefined);
  return {
    UpdateExpression: [
      'ADD #version :one',
      ...(set.length > 0 ? [`SET ${set.map(({ at }) => `#a${at} = :a${at}`).join(', ')}`] : []),
      ...(removed.length > 0 ? [`REMOVE ${removed.map(({ at }) => `#a${at}`).join(', ')}`] : []),
    ].join(' '),
    ExpressionAttributeNames: {
      '#version': 'version',
      ...Object.fromEntries(entries.map(({ name, at }) => [`#a${at}`, name])),
    },
    ExpressionAttributeValues: { ':one': 1, ...Object.fromEntries(set.map(({ value, at }) => [`:a${at}`, value])) },
  };
};

/** Every start, move and end of a grant moves the lock, so that a close that read it before decides again. */
const lockUpdate = (
  table: string,
  credential: string,
  { lock, lockVersion, grants }: RequestChange,
): TransactionItems[number] => {
  const { ExpressionAttributeValues, ...update } = moveLock({
    ...grantAttributes(grants),
    ...(lock ? lockAttributes(credential, lock) : {}),
  });
  return {
    Update: {
      TableName: table,
      Key: custodyKeys.lock(credential),
      ...update,
      ...lockCondition(lockVersion),
      ExpressionAttributeValues: {
        ...ExpressionAttributeValues,
        ...(lockVersion ? { ':lockVersion': lockVersion } : {}),
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
