import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { publishRecord } from '../../../lambdas/adapters/eventbridge/publish-record.ts';

const record = {
  chain: 'request:r1',
  seq: 3,
  type: 'VoteCast',
  at: '2026-11-24T17:00:00.123Z',
  actor: 'bruno',
  detail: {},
  previousHash: 'a',
  hash: 'b',
};

const publishing = (answer: { FailedEntryCount?: number }) => {
  const client = new EventBridgeClient({});
  const mock = mockClient(client);
  mock.on(PutEventsCommand).resolves(answer);
  return { publish: publishRecord(client, 'audit'), mock };
};

describe('an audit record', () => {
  it('goes to the bus whole, with its type and its own time', async () => {
    const { publish, mock } = publishing({ FailedEntryCount: 0 });

    await publish(record);

    expect(mock).toHaveReceivedCommandWith(PutEventsCommand, {
      Entries: [
        {
          EventBusName: 'audit',
          Source: 'countersign',
          DetailType: 'VoteCast',
          Time: new Date('2026-11-24T17:00:00.123Z'),
          Detail: JSON.stringify(record),
        },
      ],
    });
  });

  it('R-05: that the bus did not take is a fault, although the answer was 200', async () => {
    await expect(publishing({ FailedEntryCount: 1 }).publish(record)).rejects.toMatchObject({
      name: 'PublishFault',
      retryable: true,
    });
  });
});
