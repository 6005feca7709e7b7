import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ReadQuarantine, RequestChange } from '../../application/ports/ports.ts';
import { quarantineKeys } from './keys.ts';
import { queryAll } from './read.ts';
import type { TransactionItems } from './transaction.ts';

/** The row of an access whose end is overdue, as a decision writes it or takes it away. */
export const quarantineItems = (table: string, { request, quarantine }: RequestChange): TransactionItems => {
  if (!quarantine) return [];
  const key = quarantineKeys.row(request.credential, request.id);
  if (quarantine.kind === 'ends') return [{ Delete: { TableName: table, Key: key } }];
  const { credential } = request;
  return [{ Put: { TableName: table, Item: { ...key, credential, since: quarantine.since } } }];
};

/** One Query, of mostly nothing. */
export const dynamoQuarantine =
  (client: DynamoDBDocumentClient, table: string): ReadQuarantine =>
  async () => {
    const rows = await queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': quarantineKeys.all.pk },
    });
    const since: Record<string, number> = {};
    for (const row of rows) {
      const credential = String(row['credential']);
      since[credential] = Math.min(since[credential] ?? Number.POSITIVE_INFINITY, Number(row['since']));
    }
    return since;
  };
