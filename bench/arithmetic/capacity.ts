import { isDeepStrictEqual } from 'node:util';
import { itemBytes, type StoredItem } from './item-size.ts';

/**
 * Request units as DynamoDB bills them on demand ("Read and write capacity", developer guide). Reads go by 4 KB, writes
 * by 1 KB, each rounded up; an item that is not there counts as one of the smallest size.
 */
const READ_BLOCK = 4096;
const WRITE_BLOCK = 1024;

const blocks = (bytes: number, block: number): number => Math.max(1, Math.ceil(bytes / block));

const halved = (units: number, consistent: boolean): number => (consistent ? units : units / 2);

/** One item of GetItem or BatchGetItem: each is rounded up by itself. */
export const readUnits = (item: StoredItem | undefined, consistent: boolean): number =>
  halved(blocks(item ? itemBytes(item) : 0, READ_BLOCK), consistent);

/** One page of a Query or Scan: the items read are added, then rounded up once. A filter saves nothing. */
export const pageUnits = (itemsRead: readonly StoredItem[], consistent: boolean): number =>
  halved(
    blocks(
      itemsRead.reduce((bytes, item) => bytes + itemBytes(item), 0),
      READ_BLOCK,
    ),
    consistent,
  );

/** An index: its key, and the attributes that its entries hold beside it; all of the item's when it says nothing. */
export interface Index {
  readonly keys: readonly string[];
  readonly projected?: readonly string[] | undefined;
}

export interface Write {
  readonly before: StoredItem | undefined;
  readonly after: StoredItem | undefined;
  readonly transactional: boolean;
  readonly indexes: readonly Index[];
}

/** The write of one item: the larger of its two sizes, twice in a transaction, and once for each index that changes. */
export const writeUnits = ({ before, after, transactional, indexes }: Write): number => {
  const own = largerOf(before, after) * (transactional ? 2 : 1);
  return indexes.reduce((units, index) => units + indexUnits(index, before, after), own);
};

const unitsOf = (item: StoredItem | undefined): number => blocks(item ? itemBytes(item) : 0, WRITE_BLOCK);
const largerOf = (before: StoredItem | undefined, after: StoredItem | undefined): number =>
  Math.max(unitsOf(before), unitsOf(after));

/** A new key is the old entry deleted and a new one put; what is not in the index costs nothing there. */
const indexUnits = (index: Index, before: StoredItem | undefined, after: StoredItem | undefined): number => {
  const [old, now] = [entryOf(index, before), entryOf(index, after)];
  if (old === undefined || now === undefined) return old || now ? unitsOf(old ?? now) : 0;
  if (index.keys.some((key) => !isDeepStrictEqual(old[key], now[key]))) return unitsOf(old) + unitsOf(now);
  return isDeepStrictEqual(old, now) ? 0 : largerOf(old, now);
};

/** What the index holds of an item: nothing unless the item has the index's whole key. */
const entryOf = ({ keys, projected }: Index, item: StoredItem | undefined): StoredItem | undefined => {
  if (item === undefined || keys.some((key) => item[key] === undefined)) return undefined;
  if (projected === undefined) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => keys.includes(name) || projected.includes(name)));
};
