import { InternalServerError, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { transact } from '../../../lambdas/adapters/dynamodb/transaction.ts';
import { canceled, mockTable } from './mock-table.ts';

const items = [{ Delete: { TableName: 'requests', Key: { pk: 'a', sk: 'b' } } }];
const outcomeOf = (error?: Error) => {
  const { client, mock } = mockTable();
  if (error) mock.on(TransactWriteCommand).rejects(error);
  else mock.on(TransactWriteCommand).resolves({});
  return transact(client, items);
};

describe('a transaction', () => {
  it('is sent once, whole', async () => {
    const { client, mock, transaction } = mockTable();
    mock.on(TransactWriteCommand).resolves({});

    expect(await transact(client, items)).toBe('committed');

    expect(transaction()).toEqual(items);
  });

  it.each([
    ['a condition did not hold', ['None', 'ConditionalCheckFailed']],
    ['another transaction was faster', ['TransactionConflict', 'None']],
    ['both', ['ConditionalCheckFailed', 'TransactionConflict']],
  ])('conflicts when %s', async (_name, codes) => {
    expect(await outcomeOf(canceled(...codes))).toBe('conflict');
  });

  it.each([
    ['it was throttled', canceled('ThrottlingError')],
    ['it was throttled and a condition did not hold', canceled('ConditionalCheckFailed', 'ThrottlingError')],
    ['an item was too large', canceled('ValidationError')],
    ['no reason was given', new TransactionCanceledException({ message: 'x', $metadata: {} })],
    ['the service failed', new InternalServerError({ message: 'x', $metadata: {} })],
    ['the network failed', new Error('socket hang up')],
  ])('is a fault to be tried again when %s', async (_name, error) => {
    await expect(outcomeOf(error)).rejects.toMatchObject({ name: 'StorageFault', retryable: true, cause: error });
  });
});
