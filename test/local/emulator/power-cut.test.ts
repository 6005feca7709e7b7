import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, runEmulator } from '../running-emulator.ts';

const emulator = await runEmulator();
afterAll(() => emulator.stop());
const dynamo = new DynamoDBClient({ ...emulator.sdk, maxAttempts: 1 });

beforeAll(() =>
  emulator.create('kept', {
    table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'kept',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    },
  }),
);

const put = (id: string) => dynamo.send(new PutItemCommand({ TableName: 'kept', Item: { id: { S: id } } }));
const get = (id: string) =>
  eventually(() =>
    dynamo.send(new GetItemCommand({ TableName: 'kept', Key: { id: { S: id } } })).then(({ Item }) => ({ Item })),
  );

describe('a cut of power', () => {
  it.each([
    ['before', undefined],
    ['after', { id: { S: 'after' } }],
  ] as const)('%s a write keeps what was written, and answers nobody', async (when, kept) => {
    await put('earlier');
    emulator.orderPowerCut({ call: 'PutItem', by: '', when });
    await expect(put(when)).rejects.toThrow();
    await emulator.restart();

    expect((await get('earlier')).Item).toEqual({ id: { S: 'earlier' } });
    expect((await get(when)).Item).toEqual(kept);
  });
});
