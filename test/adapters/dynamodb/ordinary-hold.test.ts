import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { dynamoOrdinaryHold } from '../../../lambdas/adapters/dynamodb/ordinary-hold.ts';
import { mockTable } from './mock-table.ts';

const until = Date.parse('2026-11-24T17:01:30Z');
const key = { pk: 'MAIL', sk: 'HOLD' };

it('D-09: urgent mail that waits leaves one item, which goes away by itself', async () => {
  const { client, mock } = mockTable();

  await dynamoOrdinaryHold(client, 'requests').holdUntil(until);

  expect(mock).toHaveReceivedCommandWith(PutCommand, {
    TableName: 'requests',
    Item: { ...key, until, expiresAtEpochSeconds: until / 1000 },
  });
});

it.each([
  [{ ...key, until }, until - 1, true],
  [{ ...key, until }, until, false],
  [undefined, until, false],
])('D-09: with %j, ordinary mail at %d is held: %s', async (Item, now, held) => {
  const { client, mock } = mockTable();
  mock.on(GetCommand).resolves(Item ? { Item } : {});

  expect(await dynamoOrdinaryHold(client, 'requests').isHeld(now)).toBe(held);
});
