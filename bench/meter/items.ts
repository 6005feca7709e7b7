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

const namesOf = (schema: readonly { AttributeName?: string | undefined }[] = []): readonly string[] =>
  schema.flatMap(({ AttributeName }) => AttributeName ?? []);

const describe = async (client: DynamoDBClient, TableName: string): Promise<TableShape> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const keyNames = namesOf(Table?.KeySchema);
  const indexes = (Table?.GlobalSecondaryIndexes ?? []).map(({ KeySchema, Projection }) => {
    const some = Projection?.ProjectionType !== 'ALL';
    return {
      keys: namesOf(KeySchema),
      projected: some ? [...keyNames, ...(Projection?.NonKeyAttributes ?? [])] : undefined,
    };
  });
  return { keyNames, indexes };
};
