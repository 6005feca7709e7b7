import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamoVaultLog } from '../../../lambdas/adapters/dynamodb/vault-log.ts';
import { sha256 } from '../../../lambdas/adapters/runtime/runtime.ts';
import { firstBroken, GENESIS } from '../../../lambdas/core/audit/chain.ts';
import { canceled, mockTable } from './mock-table.ts';

const now = Date.parse('2026-11-24T17:00:00Z');
const entry = { type: 'CommandRefused', actor: 'bruno', requestId: 'r1', detail: { rule: 'already-decided' } };
const steps = [{ kind: 'mail', notice: 'token-misused', to: ['bruno'] }] as const;
const aLog = () => {
  const { client, mock, transaction } = mockTable();
  mock.on(TransactWriteCommand).resolves({});
  const waits: number[] = [];
  let time = now;
  const wait = async (atMost: number) => void waits.push(atMost);
  return {
    log: dynamoVaultLog(client, 'requests', { clock: () => time, digest: sha256, wait }),
    mock,
    transaction,
    waits,
    passes: (millis: number) => {
      time += millis;
    },
  };
};
const chain = expect.stringMatching(/^V#vault:2026-11-24:\d+$/);

describe('a record without a request', () => {
  it('begins the chain of its day and shard, in one transaction with what is to be done about it', async () => {
    const { log, mock, transaction } = aLog();
    mock.on(GetCommand).resolves({});

    await log.append(entry, steps);

    const [head, event] = transaction();
    const record = event?.Put?.Item?.['record'];
    expect(head).toMatchObject({
      Put: {
        Item: { pk: chain, sk: 'HEAD', seq: 1, hash: record.hash },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    });
    expect(event).toMatchObject({
      Put: { Item: { pk: chain, sk: 'E#00000001', steps, done: [] }, ConditionExpression: 'attribute_not_exists(pk)' },
    });
    expect(record).toMatchObject({ ...entry, seq: 1, at: '2026-11-24T17:00:00.000Z', previousHash: GENESIS });
    expect(firstBroken([record], sha256)).toBeUndefined();
  });

  it('follows the one before it, on the condition that it still is the last', async () => {
    const { log, mock, transaction } = aLog();
    mock.on(GetCommand).resolves({ Item: { seq: 7, hash: 'a'.repeat(64) } });

    await log.append(entry);

    const [head, event] = transaction();
    expect(head).toMatchObject({
      Put: { ConditionExpression: 'seq = :before', ExpressionAttributeValues: { ':before': 7 } },
    });
    expect(event?.Put?.Item?.['record']).toMatchObject({ seq: 8, previousHash: 'a'.repeat(64) });
  });

  it('reads the last again when another was faster', async () => {
    const { log, mock } = aLog();
    mock
      .on(GetCommand)
      .resolvesOnce({ Item: { seq: 1, hash: 'a' } })
      .resolves({ Item: { seq: 2, hash: 'b' } });
    mock.on(TransactWriteCommand).rejectsOnce(canceled('ConditionalCheckFailed')).resolves({});

    await log.append(entry);

    const last = mock.commandCalls(TransactWriteCommand).at(-1)?.args[0].input.TransactItems;
    expect(last?.[1]?.Put?.Item).toMatchObject({ sk: 'E#00000003', record: { previousHash: 'b' } });
  });

  it('R-03: waits the longer, the longer the lost attempt took: then many write', async () => {
    const { log, mock, waits, passes } = aLog();
    mock.on(GetCommand).resolves({});
    mock.on(TransactWriteCommand).callsFakeOnce(async () => {
      passes(500);
      throw canceled('ConditionalCheckFailed');
    });

    await log.append(entry);

    expect(waits).toEqual([3000]);
  });

  it('R-03: is never dropped in silence: after eight lost races, each waited for longer, it is a fault', async () => {
    const { log, mock, waits } = aLog();
    mock.on(GetCommand).resolves({});
    mock.on(TransactWriteCommand).rejects(canceled('TransactionConflict'));

    await expect(log.append(entry)).rejects.toMatchObject({ name: 'StorageFault' });

    expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(8);
    expect(waits).toEqual([40, 80, 160, 320, 640, 1280, 2560]);
  });
});
