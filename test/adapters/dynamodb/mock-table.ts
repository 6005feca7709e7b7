import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';

/** A document client whose calls are recorded and answered by the test. */
export const mockTable = () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const mock = mockClient(client);
  /** The items of the only transaction that was sent. */
  const transaction = () => {
    const calls = mock.commandCalls(TransactWriteCommand);
    if (calls.length !== 1) throw new Error(`${calls.length} transactions were sent`);
    return calls[0]?.args[0].input.TransactItems ?? [];
  };
  return { client, mock, transaction };
};

/** How DynamoDB says that a transaction was not written, with a code for each of its items. */
export const canceled = (...codes: string[]): TransactionCanceledException =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
