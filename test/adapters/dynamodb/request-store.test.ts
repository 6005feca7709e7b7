import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { pack, unpack } from '../../../lambdas/adapters/dynamodb/packed.ts';
import { dynamoRequestStore, requestIn } from '../../../lambdas/adapters/dynamodb/request-store.ts';
import { sha256 } from '../../../lambdas/adapters/runtime/runtime.ts';
import type { StoredRequest } from '../../../lambdas/application/ports/ports.ts';
import { type ChangeExtras, commitEvents } from '../../../lambdas/application/requests/change-request.ts';
import {
  approved,
  aStoredRequest,
  closed,
  opened,
  released,
  submittedAt,
  window,
} from '../../support/contracts/table-stores.ts';
import { memoryTable } from '../../support/fakes/memory-table.ts';
import { inMemoryStores } from '../../support/fakes/stores.ts';
import { canceled, mockTable } from './mock-table.ts';

const id = '01KATZ9B00TEST000000000001';
const table = 'requests';
const clock = () => Date.parse('2026-11-24T17:00:00.900Z');
const nowSeconds = Date.parse('2026-11-24T17:00:00Z') / 1000;

/** The items of the transaction that writes `events` after `earlier`. */
const written = async (
  earlier: Parameters<typeof commitEvents>[2],
  events: Parameters<typeof commitEvents>[2],
  extras: ChangeExtras = {},
) => {
  const { client, mock, transaction } = mockTable();
  mock.on(TransactWriteCommand).resolves({});
  const memory = aStoredRequest((runtime) => inMemoryStores(memoryTable(), runtime), id);
  const before = earlier.length > 0 ? [memory.submit, ...earlier] : [];
  if (before.length > 0) await memory.commit(before);
  const requests = dynamoRequestStore(client, table, clock);
  const all = before.length > 0 ? events : [memory.submit, ...events];
  await commitEvents({ digest: sha256, requests }, memory.latest(), all, extras);
  return transaction();
};
const credential = `credential-${id}`.toLowerCase();
const lockKey = { pk: `C#${credential}`, sk: 'LOCK' };

describe('a new request', () => {
  it('R-02: is written on the condition that it is not there, with its event and its indexes, in one transaction', async () => {
    const [state, event, ...others] = await written([], []);

    expect(state).toMatchObject({
      Put: {
        TableName: table,
        ConditionExpression: 'attribute_not_exists(pk)',
        Item: {
          pk: `R#${id}`,
          sk: 'STATE',
          version: 1,
          state: 'pending',
          head: event?.Put?.Item?.['record'].hash,
          requesterPk: `Q#requester-${id.toLowerCase()}`,
          requesterSk: `2030-05-06T12:00:00.000Z#${id}`,
          reportPk: expect.stringMatching(/^M#2030-05#[0-3]$/),
          reportSk: `2030-05-06T12:00:00.000Z#${id}`,
          duePk: expect.stringMatching(/^DUE#[0-3]$/),
          // The level is to be opened within a minute.
          dueSk: `2026-11-24T17:01:00.900Z#${id}`,
        },
      },
    });
    expect(requestIn(state?.Put?.Item ?? {})).toMatchObject({ id, name: 'pending' });
    expect(event).toEqual({
      Put: {
        TableName: table,
        ConditionExpression: 'attribute_not_exists(pk)',
        Item: {
          pk: `R#${id}`,
          sk: 'E#00000001',
          record: expect.objectContaining({ seq: 1, type: 'RequestSubmitted' }),
          steps: [{ kind: 'start-workflow', secondsLeft: 7200 }],
          done: [],
          track: 'steps',
          duePk: expect.stringMatching(/^DUE#EFFECT#[0-3]$/),
          dueSk: `2030-05-06T12:01:00.000Z#request:${id}#00000001`,
        },
      },
    });
    expect(others).toEqual([]);
  });
});

describe('a change', () => {
  it('T-10, R-02: is written on the version that it was decided from', async () => {
    const [state] = await written([opened], [{ type: 'RequestCancelled', at: submittedAt, by: 'ana' }]);

    expect(state).toMatchObject({
      Put: {
        ConditionExpression: '#version = :from',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':from': 2 },
        Item: { version: 3, state: 'cancelled' },
      },
    });
    expect(state?.Put?.Item).not.toHaveProperty('duePk');
  });

  it('that opens an access writes its grant and moves the lock', async () => {
    const [state, , lock, ...others] = await written([opened], [approved]);

    expect(state?.Put?.Item).toMatchObject({ dueSk: `2030-05-06T14:00:00.000Z#${id}` });
    expect(lock).toEqual({
      Update: {
        TableName: table,
        Key: lockKey,
        UpdateExpression: 'ADD #version :one SET #a0 = :a0',
        ExpressionAttributeNames: { '#version': 'version', '#a0': `G#${id}` },
        ExpressionAttributeValues: { ':one': 1, ':a0': window },
      },
    });
    expect(others).toEqual([]);
  });

  it('that ends an access early moves its grant', async () => {
    const at = Date.parse('2030-05-06T13:00:00Z');
    const items = await written([opened, approved], [{ type: 'AccessReturned', at, by: 'ana' }]);

    expect(items.slice(2)).toMatchObject([
      {
        Update: {
          Key: lockKey,
          UpdateExpression: 'ADD #version :one SET #a0 = :a0',
          ExpressionAttributeNames: { '#a0': `G#${id}` },
          ExpressionAttributeValues: { ':a0': { start: window.start, end: at } },
        },
      },
    ]);
  });

  it('that closes an access takes its grant away, and sets the lock as it was decided', async () => {
    const lock = { changedSince: 7, owedSince: 5 };
    const items = await written([opened, approved], [closed], { lock, lockVersion: 4 });

    expect(items.slice(2)).toEqual([
      {
        Update: {
          TableName: table,
          Key: lockKey,
          UpdateExpression: 'ADD #version :one SET #a3 = :a3, #a6 = :a6 REMOVE #a0, #a1, #a2, #a4, #a5, #a7, #a8, #a9',
          ConditionExpression: '#version = :lockVersion',
          ExpressionAttributeNames: {
            '#version': 'version',
            '#a0': `G#${id}`,
            '#a1': 'rotating',
            '#a2': 'rotatingSince',
            '#a3': 'owedSince',
            '#a4': 'changeBy',
            '#a5': 'unbroken',
            '#a6': 'changedSince',
            '#a7': 'holder',
            '#a8': 'duePk',
            '#a9': 'dueSk',
          },
          ExpressionAttributeValues: { ':one': 1, ':lockVersion': 4, ':a3': 5, ':a6': 7 },
        },
      },
    ]);
  });

  it('that puts a change of the password off is found in the due index when it can be put off no longer', async () => {
    const lock = { owedSince: 5, changeBy: Date.parse('2030-05-07T14:00:00Z') };
    const items = await written([opened, approved], [closed], { lock, lockVersion: 4 });

    const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = items.at(-1)?.Update ?? {};
    const set = Object.fromEntries(Object.entries(names).map(([mark, name]) => [name, values[mark.replace('#', ':')]]));
    expect(set).toMatchObject({
      duePk: expect.stringMatching(/^DUE#[0-3]$/),
      dueSk: expect.stringMatching(/^2030-05-07T14:00:00\.000Z#/),
    });
  });

  it.each([
    [4, '#version = :lockVersion', { ':lockVersion': 4 }],
    [0, 'attribute_not_exists(#version)', undefined],
  ])('that is a release only checks the lock, at version %i', async (lockVersion, condition, values) => {
    const items = await written([opened, approved], [released], { lockVersion });

    expect(items.slice(2)).toEqual([
      {
        ConditionCheck: {
          TableName: table,
          Key: lockKey,
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#version': 'version' },
          ...(values ? { ExpressionAttributeValues: values } : {}),
        },
      },
    ]);
  });

  it('keeps the token of the workflow in an item of its own', async () => {
    const items = await written([], [opened], { task: { token: 'token', round: 1, enteredAt: 7 } });

    expect(items.at(-1)).toEqual({
      Put: {
        TableName: table,
        Item: { pk: `R#${id}`, sk: 'TOKEN', token: 'token', round: 1, enteredAt: 7 },
        ConditionExpression: 'attribute_not_exists(enteredAt) OR enteredAt <= :enteredAt',
        ExpressionAttributeValues: { ':enteredAt': 7 },
      },
    });
    expect(JSON.stringify(items.slice(0, -1))).not.toContain('"token"');
  });

  it('T-17: keeps the answer for a day, on the condition that its key is free', async () => {
    const remember = (stored: StoredRequest) => ({ key: 'ana#k1', bodyDigest: 'digest', stored });

    const items = await written([], [], { remember });

    expect(unpack(items.at(-1)?.Put?.Item?.['remembered'])).toMatchObject({
      bodyDigest: 'digest',
      stored: { version: 1 },
    });
    expect(items.at(-1)).toMatchObject({
      Put: {
        Item: {
          pk: 'I#ana#k1',
          sk: 'ANSWER',
          expiresAtEpochSeconds: nowSeconds + 86_400,
        },
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAtEpochSeconds <= :now',
        ExpressionAttributeValues: { ':now': nowSeconds },
      },
    });
  });

  it('conflicts when a condition does not hold', async () => {
    const { client, mock } = mockTable();
    mock.on(TransactWriteCommand).rejects(canceled('ConditionalCheckFailed', 'None', 'None'));
    const stored = aStoredRequest((runtime) => ({
      ...inMemoryStores(memoryTable(), runtime),
      requests: dynamoRequestStore(client, table, clock),
    }));

    expect(await stored.commit([stored.submit])).toBe('conflict');
  });
});

describe('reading', () => {
  it('a request is strongly consistent', async () => {
    const { client, mock } = mockTable();
    mock
      .on(GetCommand)
      .resolves({ Item: { pk: `R#${id}`, sk: 'STATE', request: pack({ id }), version: 3, head: 'abc' } });

    expect(await dynamoRequestStore(client, table, clock).load(id)).toEqual({
      request: { id },
      version: 3,
      head: 'abc',
    });

    expect(mock).toHaveReceivedCommandWith(GetCommand, {
      TableName: table,
      Key: { pk: `R#${id}`, sk: 'STATE' },
      ConsistentRead: true,
    });
  });

  it('a history goes through every page', async () => {
    const { client, mock } = mockTable();
    mock
      .on(QueryCommand)
      .resolvesOnce({ Items: [{ record: { seq: 1 } }], LastEvaluatedKey: { pk: 'x', sk: 'E#00000001' } })
      .resolvesOnce({ Items: [{ record: { seq: 2 } }] });

    expect(await dynamoRequestStore(client, table, clock).history(id)).toEqual([{ seq: 1 }, { seq: 2 }]);

    expect(mock).toHaveReceivedNthCommandWith(QueryCommand, 2, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': `R#${id}`, ':prefix': 'E#' },
      ExclusiveStartKey: { pk: 'x', sk: 'E#00000001' },
    });
  });

  it.each([
    [nowSeconds + 1, { key: 'ana#k1' }],
    [nowSeconds, undefined],
    [nowSeconds - 86_400, undefined],
  ])('a kept answer is gone when its time is over, whether or not DynamoDB removed it', async (expires, answer) => {
    const { client, mock } = mockTable();
    mock.on(GetCommand).resolves({ Item: { remembered: pack({ key: 'ana#k1' }), expiresAtEpochSeconds: expires } });

    expect(await dynamoRequestStore(client, table, clock).remembered('ana#k1')).toEqual(answer);
  });
});
