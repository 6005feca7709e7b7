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

/** A table by partition and sort key, whose transactions write everything or nothing, as DynamoDB's do. */
export const memoryTable = () => {
  const items = new Map<string, Key & Item>();
  const get = (key: Key): Item | undefined => {
    const item = items.get(nameOf(key));
    return item && stored(item);
  };
  const all = (): readonly (Key & Item)[] => [...items.values()].map((item) => stored(item) as Key & Item);
  const apply = ({ key, item, remove }: Write): void => {
    if (remove) items.delete(nameOf(key));
    if (item) items.set(nameOf(key), { ...stored(item), ...key });
  };
  return {
    get,
    /** The items of a partition whose sort key starts with `prefix`, by sort key. */
    query: (pk: string, prefix = ''): readonly Item[] =>
      all()
        .filter((item) => item.pk === pk && item.sk.startsWith(prefix))
        .sort((a, b) => (a.sk < b.sk ? -1 : 1)),
    all,
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
