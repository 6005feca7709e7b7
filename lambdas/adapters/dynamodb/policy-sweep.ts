import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { PolicySweep } from '../../application/ports/sweep-ports.ts';
import { singleKeys } from './keys.ts';
import { getItem } from './read.ts';

/** How far the pending requests were looked at under which version of the policy: one item. */
export const dynamoPolicySweep = (client: DynamoDBDocumentClient, table: string): PolicySweep => ({
  load: async () => {
    const item = await getItem(client, table, singleKeys.policySweep);
    return item && { version: Number(item['version']), cursor: item['cursor'] as string | undefined };
  },
  save: async ({ version, cursor }) => {
    await client.send(new PutCommand({ TableName: table, Item: { ...singleKeys.policySweep, version, cursor } }));
  },
});
