import { BatchWriteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { dynamoEffectStore } from '../../../lambdas/adapters/dynamodb/effect-store.ts';
import type { Effect, EffectStore } from '../../../lambdas/application/ports/effect-ports.ts';
import type { Request } from '../../../lambdas/core/request/state.ts';
import { mockTable } from './mock-table.ts';

const key = { pk: 'R#r1', sk: 'E#00000002' };
const effect = {
  key,
  record: { chain: 'request:r1', seq: 2 },
  steps: [],
  done: new Set(),
  track: 'steps',
  dueAt: 0,
} as unknown as Effect;
const handedOver: Effect = { ...effect, track: 'handed-over' };
const request = { id: 'r1', createdAt: Date.parse('2026-11-24T17:00:00Z') } as Request;
const people = (count: number) => Array.from({ length: count }, (_, number) => `person-${number}`);

describe('effects', () => {
  it('are read from their event, with what is done', async () => {
    const { client, mock } = mockTable();
    const due = { duePk: 'DUE#EFFECT#0', dueSk: '2026-11-24T17:01:00.000Z#request:r1#00000002' };
    const Item = { ...key, record: { seq: 2 }, steps: [], done: ['publish'], track: 'notices', ...due };
    mock.on(GetCommand).resolves({ Item });

    expect(await dynamoEffectStore(client, 'requests').load(key)).toEqual({
      key,
      record: { seq: 2 },
      steps: [],
      done: new Set(['publish']),
      track: 'notices',
      dueAt: Date.parse('2026-11-24T17:01:00Z'),
    });

    expect(mock).toHaveReceivedCommandWith(GetCommand, { Key: key, ConsistentRead: true });
  });

  it('are marked by adding to what is done', async () => {
    const { client, mock } = mockTable();
    mock.on(UpdateCommand).resolves({});

    await dynamoEffectStore(client, 'requests').markDone(effect, ['publish', '0']);

    expect(mock).toHaveReceivedCommandWith(UpdateCommand, {
      TableName: 'requests',
      Key: key,
      UpdateExpression: 'SET done = list_append(done, :steps), track = :track',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':steps': ['publish', '0'], ':track': 'steps' },
    });
  });

  it('leave the due index with their last mark, in one write', async () => {
    const { client, mock } = mockTable();
    mock.on(UpdateCommand).resolves({});

    await dynamoEffectStore(client, 'requests').finish(effect, ['1']);

    expect(mock).toHaveReceivedCommandWith(UpdateCommand, {
      UpdateExpression: 'SET done = list_append(done, :steps), track = :track REMOVE duePk, dueSk',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':steps': ['1'], ':track': 'steps' },
    });
  });

  it.each([
    ['marked', (effects: EffectStore) => effects.markDone(handedOver, [])],
    ['finished', (effects: EffectStore) => effects.finish(handedOver, [])],
    ['claimed', (effects: EffectStore) => effects.claim(handedOver, 1)],
  ])('are brought by the stream once when they are handed over: whoever has them %s has them', async (_how, write) => {
    const { client, mock } = mockTable();
    mock.on(UpdateCommand).resolves({});
    const effects = dynamoEffectStore(client, 'requests');

    await effects.handOver(effect, ['publish']);
    await write(effects);

    const [given, taken] = mock.commandCalls(UpdateCommand).map((call) => call.args[0].input.ExpressionAttributeValues);
    expect(given).toMatchObject({ ':steps': ['publish'], ':track': 'handed-over' });
    expect(taken).toMatchObject({ ':track': 'notices' });
  });

  it('E-14: give a token only for the round that it asked for', async () => {
    const { client, mock } = mockTable();
    mock.on(GetCommand).resolves({ Item: { token: 'token', round: 2 } });
    const effects = dynamoEffectStore(client, 'requests');

    expect(await effects.taskToken('r1', 2)).toBe('token');
    expect(await effects.taskToken('r1', 1)).toBeUndefined();
  });
});

describe('inboxes', () => {
  it('take at most 25 rows a call', async () => {
    const { client, mock } = mockTable();
    mock.on(BatchWriteCommand).resolves({});

    await dynamoEffectStore(client, 'requests').addToInboxes(request, people(60));

    const sizes = mock
      .commandCalls(BatchWriteCommand)
      .map((call) => call.args[0].input.RequestItems?.['requests']?.length);
    expect(sizes).toEqual([25, 25, 10]);
    expect(mock.commandCalls(BatchWriteCommand)[0]?.args[0].input.RequestItems?.['requests']?.[0]).toEqual({
      PutRequest: { Item: { pk: 'A#person-0', sk: 'P#2026-11-24T17:00:00.000Z#r1', requestId: 'r1' } },
    });
  });

  it('send nothing for nobody', async () => {
    const { client, mock } = mockTable();

    await dynamoEffectStore(client, 'requests').addToInboxes(request, []);

    expect(mock).not.toHaveReceivedAnyCommand();
  });

  it('are a fault when a row was not taken', async () => {
    const { client, mock } = mockTable();
    mock.on(BatchWriteCommand).resolves({ UnprocessedItems: { requests: [{}] } });

    await expect(dynamoEffectStore(client, 'requests').addToInboxes(request, people(2))).rejects.toMatchObject({
      name: 'StorageFault',
    });
  });
});
