/** One stored item: plain JSON, as DynamoDB keeps it. */
export type Item = Readonly<Record<string, unknown>>;

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** One write of a transaction. Without `item` and `remove` it only checks its condition. */
export interface Write {
  readonly key: Key;
  readonly item?: object | undefined;
  readonly remove?: true | undefined;
  /** Given the item as it is; false cancels the whole transaction. */
  readonly condition?: ((before: Item | undefined) => boolean) | undefined;
}

export type MemoryTable = ReturnType<typeof memoryTable>;

/** What DynamoDB would store: undefined members left out, nothing shared with the caller. */
const stored = (item: object): Item => JSON.parse(JSON.stringify(item)) as Item;

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
const bySortKey = (a: Key, b: Key): number => (a.sk < b.sk ? -1 : 1);

type Partition = Map<string, Key & Item>;

/** A table by partition and sort key, whose transactions write everything or nothing, as DynamoDB's do. */
export const memoryTable = () => {
  const partitions = new Map<string, Partition>();
  const get = ({ pk, sk }: Key): Item | undefined => {
    const item = partitions.get(pk)?.get(sk);
    return item && stored(item);
  };
  const partitionOf = (pk: string): Partition => {
    const partition = partitions.get(pk) ?? new Map();
    partitions.set(pk, partition);
    return partition;
  };
  const apply = ({ key, item, remove }: Write): void => {
    if (remove) partitions.get(key.pk)?.delete(key.sk);
    if (item) partitionOf(key.pk).set(key.sk, { ...stored(item), ...key });
  };
  return {
    get,
    /** The items of a partition whose sort key starts with `prefix`, by sort key. */
    query: (pk: string, prefix = ''): readonly Item[] =>
      [...(partitions.get(pk)?.values() ?? [])]
        .filter((item) => item.sk.startsWith(prefix))
        .sort(bySortKey)
        .map(stored),
    /** The items that match, partition by partition. */
    select: (matches: (item: Key & Item) => boolean): readonly (Key & Item)[] =>
      [...partitions.values()].flatMap((partition) =>
        [...partition.values()].filter(matches).map((item) => stored(item) as Key & Item),
      ),
    /** Every item, partition by partition in the order in which they came. */
    all: (): readonly (Key & Item)[] =>
      [...partitions.values()].flatMap((partition) =>
        [...partition.values()].map((item) => stored(item) as Key & Item),
      ),
    transact: (writes: readonly Write[]): 'committed' | 'conflict' => {
      const names = writes.map(({ key }) => nameOf(key));
      if (new Set(names).size < names.length) throw new Error(`one transaction writes an item twice: ${names}`);
      if (writes.some(({ key, condition }) => condition && !condition(get(key)))) return 'conflict';
      writes.forEach(apply);
      return 'committed';
    },
  };
};

export const notThere = (before: Item | undefined): boolean => before === undefined;
