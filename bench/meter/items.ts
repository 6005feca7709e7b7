import { DescribeTableCommand, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Index } from '../arithmetic/capacity.ts';
import type { StoredItem } from '../arithmetic/item-size.ts';
import type { Place } from './dynamo-call.ts';

export interface TableShape {
  readonly keyNames: readonly string[];
  readonly indexes: readonly Index[];
}

/** Looks at the tables from beside the application: their keys and indexes, and items as they are now. */
export const makeItems = (client: DynamoDBClient) => {
  const shapes = new Map<string, Promise<TableShape>>();
  const shape = (table: string): Promise<TableShape> => {
    const known = shapes.get(table) ?? describe(client, table);
    shapes.set(table, known);
    return known;
  };
  const read = ({ table, key }: Place): Promise<StoredItem | undefined> =>
    client
      .send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }))
      .then(({ Item }) => Item as StoredItem | undefined);
  return { shape, readAll: (places: readonly Place[]) => Promise.all(places.map(read)) };
};

export type Items = ReturnType<typeof makeItems>;

const describe = async (client: DynamoDBClient, TableName: string): Promise<TableShape> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const names = (schema: readonly { AttributeName?: string | undefined }[] = []): string[] =>
    schema.flatMap(({ AttributeName }) => AttributeName ?? []);
  const indexes = Table?.GlobalSecondaryIndexes ?? [];
  const other = indexes.find(({ Projection }) => Projection?.ProjectionType !== 'ALL');
  if (other) throw new Error(`index ${other.IndexName} does not project all attributes: teach the meter first`);
  return { keyNames: names(Table?.KeySchema), indexes: indexes.map(({ KeySchema }) => ({ keys: names(KeySchema) })) };
};
