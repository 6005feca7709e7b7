import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { Fault } from '../../application/fault.ts';

export type TransactionItems = NonNullable<TransactWriteCommandInput['TransactItems']>;

/** The most items that one transaction takes. */
export const TRANSACTION_LIMIT = 100;

/**
 * Writes all items or none. `conflict`: a condition did not hold, or another transaction was faster; the caller reads
 * again and decides again. Everything else is a Fault.
 */
export const transact = async (
  client: DynamoDBDocumentClient,
  items: TransactionItems,
): Promise<'committed' | 'conflict'> => {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: items }));
    return 'committed';
  } catch (error) {
    if (isConflict(error)) return 'conflict';
    throw new Fault('StorageFault', 'the transaction was not written', { cause: error });
  }
};

const isConflict = (error: unknown): boolean => {
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? [])
    .map((reason) => reason.Code)
    .filter((code) => code && code !== 'None');
  return codes.length > 0 && codes.every((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict');
};
