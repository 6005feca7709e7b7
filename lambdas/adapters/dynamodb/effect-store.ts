import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Fault } from '../../application/fault.ts';
import type { Effect, EffectStore } from '../../application/ports/effect-ports.ts';
import type { Chained } from '../../core/audit/chain.ts';
import type { AuditRecord } from '../../core/audit/record.ts';
import type { Request } from '../../core/request/state.ts';
import { type Track, takenUp } from '../../core/request/track.ts';
import { dueKeys, listKeys, requestKeys } from './keys.ts';
import { getItem } from './read.ts';

/** DynamoDB's limit on the items of one BatchWriteItem. */
const BATCH_LIMIT = 25;

/** The effects of recorded events: what is to be done, and the marks of what is done. */
export const dynamoEffectStore = (client: DynamoDBDocumentClient, table: string): EffectStore => ({
  load: (key) => loadEffect(client, table, key),
  ofRequest: (requestId, seq) => loadEffect(client, table, requestKeys.event(requestId, seq)),
  markDone: async (effect, steps) => {
    await client.send(new UpdateCommand(mark(table, effect, steps)));
  },
  handOver: async (effect, steps) => {
    await client.send(new UpdateCommand(mark(table, effect, steps, 'handed-over')));
  },
  claim: (effect, until) => claimEffect(client, table, { effect, until }),
  finish: async (effect, steps) => {
    const { UpdateExpression, ...update } = mark(table, effect, steps);
    await client.send(new UpdateCommand({ ...update, UpdateExpression: `${UpdateExpression} REMOVE duePk, dueSk` }));
  },
  taskToken: async (requestId, round) => {
    const item = await getItem(client, table, requestKeys.token(requestId));
    return item && item['round'] === round ? String(item['token']) : undefined;
  },
  addToInboxes: async (request, people) => {
    for (let at = 0; at < people.length; at += BATCH_LIMIT) {
      await putInboxRows(client, table, request, people.slice(at, at + BATCH_LIMIT));
    }
  },
});

const mark = (table: string, effect: Effect, steps: readonly string[], track = takenUp(effect.track)) => ({
  TableName: table,
  Key: effect.key,
  UpdateExpression: 'SET done = list_append(done, :steps), track = :track',
  ConditionExpression: 'attribute_exists(pk)',
  ExpressionAttributeValues: { ':steps': steps, ':track': track },
});

/** The place in the due index is the claim: whoever moves it first has it. */
const claimEffect = async (
  client: DynamoDBDocumentClient,
  table: string,
  { effect: { key, record, track, dueAt = 0 }, until }: { readonly effect: Effect; readonly until: number },
): Promise<'claimed' | 'lost'> => {
  const dueSk = (at: number) => dueKeys.effect(at, record).dueSk;
  try {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: key,
        UpdateExpression: 'SET dueSk = :later, track = :track',
        ConditionExpression: 'dueSk = :asRead',
        ExpressionAttributeValues: { ':later': dueSk(until), ':asRead': dueSk(dueAt), ':track': takenUp(track) },
      }),
    );
    return 'claimed';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'lost';
    throw error;
  }
};

const loadEffect = async (
  client: DynamoDBDocumentClient,
  table: string,
  key: Effect['key'],
): Promise<Effect | undefined> => {
  const item = await getItem(client, table, key);
  const record = item?.['record'] as Chained<AuditRecord> | undefined;
  if (!(item && record)) return undefined;
  return {
    key,
    record,
    steps: item['steps'] as Effect['steps'],
    done: new Set(item['done'] as string[]),
    track: item['track'] as Track,
    dueAt: item['duePk'] === undefined ? undefined : dueKeys.dueAt(String(item['dueSk'])),
  };
};

const putInboxRows = async (
  client: DynamoDBDocumentClient,
  table: string,
  request: Request,
  people: readonly string[],
): Promise<void> => {
  const rows = people.map((person) => ({
    PutRequest: { Item: { ...listKeys.inbox(person, request.createdAt, request.id), requestId: request.id } },
  }));
  const answer = await client.send(new BatchWriteCommand({ RequestItems: { [table]: rows } }));
  if (Object.keys(answer.UnprocessedItems ?? {}).length > 0)
    throw new Fault('StorageFault', 'not every inbox row was written');
};
