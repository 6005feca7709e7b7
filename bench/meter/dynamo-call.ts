import { type Index, pageUnits, readUnits, writeUnits } from '../arithmetic/capacity.ts';
import type { StoredItem } from '../arithmetic/item-size.ts';

/** An item's place: its table and key. */
export interface Place {
  readonly table: string;
  readonly key: StoredItem;
}

interface Target {
  readonly TableName: string;
  readonly Key?: StoredItem;
  readonly Item?: StoredItem;
}

/** What the calls of this application carry; an operation that is not here is refused, never guessed. */
interface Call extends Target {
  readonly ConsistentRead?: boolean;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly TransactItems?: readonly Record<string, Target>[];
  readonly RequestItems?: Record<string, unknown>;
}

/** The items that a call writes, or for a condition alone would write; none for a read. */
export const writtenBy = (operation: string, body: string, keyNames: readonly string[]): readonly Place[] => {
  const call = JSON.parse(body) as Call;
  const place = ({ TableName: table, Key, Item = {} }: Target): Place => ({
    table,
    key: Key ?? Object.fromEntries(keyNames.flatMap((name) => (Item[name] ? [[name, Item[name]]] : []))),
  });
  switch (operation) {
    case 'GetItem':
    case 'BatchGetItem':
    case 'Query':
      return [];
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [place(call)];
    case 'TransactWriteItems':
      return (call.TransactItems ?? []).flatMap((item) => Object.values(item).map(place));
    case 'BatchWriteItem':
      return Object.entries(call.RequestItems ?? {}).flatMap(([TableName, requests]) =>
        (requests as Record<string, Omit<Target, 'TableName'>>[]).flatMap((request) =>
          Object.values(request).map((target) => place({ TableName, ...target })),
        ),
      );
    default:
      throw new Error(`the meter does not know ${operation} of DynamoDB: teach it before you trust a figure`);
  }
};

/** The units of a read, from the items that came back. */
export const unitsRead = (operation: string, body: string, answer: string): number => {
  const call = JSON.parse(body) as Call;
  if (call.FilterExpression ?? call.ProjectionExpression)
    throw new Error(`${operation} reads more than it gives back: its units cannot be told from the answer`);
  const given = JSON.parse(answer) as {
    Item?: StoredItem;
    Items?: StoredItem[];
    Responses?: Record<string, StoredItem[]>;
  };
  const consistent = call.ConsistentRead === true;
  if (operation === 'GetItem') return readUnits(given.Item, consistent);
  if (operation === 'Query') return pageUnits(given.Items ?? [], consistent);
  if (operation !== 'BatchGetItem') return 0;
  return Object.entries(call.RequestItems as Record<string, { Keys: unknown[]; ConsistentRead?: boolean }>).reduce(
    (units, [table, { Keys, ConsistentRead = false }]) => {
      const items = given.Responses?.[table] ?? [];
      const missing = Keys.length - items.length;
      const found = items.reduce((sum, item) => sum + readUnits(item, ConsistentRead), 0);
      return units + found + missing * readUnits(undefined, ConsistentRead);
    },
    0,
  );
};

export interface Written {
  readonly before: readonly (StoredItem | undefined)[];
  readonly after: readonly (StoredItem | undefined)[];
  readonly indexes: readonly (readonly Index[])[];
}

/** The units of a write, from the items as they were and as they are; what failed on its condition is billed alike. */
export const unitsWritten = (operation: string, { before, after, indexes }: Written): number => {
  const transactional = operation === 'TransactWriteItems';
  return before.reduce(
    (units, old, at) =>
      units + writeUnits({ before: old, after: after[at], transactional, indexes: indexes[at] ?? [] }),
    0,
  );
};
