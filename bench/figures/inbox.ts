import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { listKeys, requestKeys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { pack } from '../../lambdas/adapters/dynamodb/packed.ts';
import { dynamoRequestLists } from '../../lambdas/adapters/dynamodb/request-lists.ts';
import { requestStores } from '../../lambdas/adapters/dynamodb/stores.ts';
import { newUlid, sha256, systemClock } from '../../lambdas/adapters/runtime/runtime.ts';
import { chain, GENESIS } from '../../lambdas/core/audit/chain.ts';
import type { Pending } from '../../lambdas/core/request/state.ts';
import { aPending } from '../../test/support/request-builders.ts';
import { pageUnits } from '../arithmetic/capacity.ts';
import type { StoredItem } from '../arithmetic/item-size.ts';
import type { Cloud } from '../cloud/start-cloud.ts';
import { withMeter } from '../cloud/with-meter.ts';
import { type Figure, reading } from '../figure.ts';

const OWN = 5;
const OTHERS = 5000;
const BATCH = 25;
const IN_FLIGHT = 4;
/** Nobody of the policy: the quota of open requests is for those who ask in other figures. */
const SOMEBODY = 'somebody';
const STATUS_TABLE = 'bench-status-partition';

/** A request, and the item of its state. */
interface Stored {
  readonly item: Readonly<Record<string, unknown>>;
  readonly request: Pending;
}

/** A pending request as the application itself stores it; the others are copies of it under ids of their own. */
const storedRequest = async ({ documents, settings: { tables } }: Cloud): Promise<Stored> => {
  const runtime = { clock: systemClock, digest: sha256 };
  const { requests } = requestStores(documents, tables.requests, runtime);
  const request = aPending({
    id: newUlid(),
    requester: SOMEBODY,
    createdAt: Date.now(),
    justification: 'The nightly job is stuck',
  });
  const said = { chain: `request:${request.id}`, seq: 1, type: 'RequestSubmitted', actor: SOMEBODY, detail: {} };
  const record = chain({ ...said, at: new Date(request.createdAt).toISOString() }, GENESIS, sha256);
  await requests.commit({ request, from: 0, head: GENESIS, recorded: [{ record, steps: [] }], grants: [] });
  const key = { TableName: tables.requests, Key: requestKeys.state(request.id) };
  const { Item } = await documents.send(new GetCommand(key));
  if (Item === undefined) throw new Error('the stored request is not there');
  return { item: Item, request };
};

const waitingFor = (one: Stored, approver: string, count: number): readonly Stored[] =>
  Array.from({ length: count }, () => {
    const rules = { ...one.request.rules, levels: [{ approvers: [approver], approvals: 1, disapprovals: 1 }] };
    const request = { ...one.request, id: newUlid(), rules };
    return { item: { ...one.item, request: pack(request) }, request };
  });

const approverOf = ({ request }: Stored): string => request.rules.levels[0]?.approvers[0] ?? '';

/** What this application keeps of it: the state and the approver's inbox row. */
const own = (stored: Stored): object[] => {
  const { id, createdAt } = stored.request;
  return [
    { ...stored.item, ...requestKeys.state(id) },
    { ...listKeys.inbox(approverOf(stored), createdAt, id), requestId: id },
  ];
};

/** The same request in plain attributes, as tables that are filtered hold it, where all that are pending share a partition. */
const byStatus = (stored: Stored): object[] => {
  const { item, request } = stored;
  return [{ ...item, request, status: 'pending', id: request.id, approvers: [approverOf(stored)] }];
};

const write = async ({ documents }: Cloud, table: string, items: readonly object[]): Promise<void> => {
  const batches = Array.from({ length: Math.ceil(items.length / BATCH) }, (_, at) =>
    items
      .slice(at * BATCH, (at + 1) * BATCH)
      .map((Item) => ({ PutRequest: { Item: Item as Record<string, unknown> } })),
  );
  const next = batches.values();
  const lane = async () => {
    for (const batch of next) await documents.send(new BatchWriteCommand({ RequestItems: { [table]: batch } }));
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
};

/** What "My approvals" of this approver reads on the deployed table, by the application's own list. */
const inboxUnits = (cloud: Cloud, approver: string): Promise<number> =>
  withMeter(cloud, async ({ endpoint, startAnew }) => {
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...cloud.sdk, endpoint }));
    const metered = startAnew();
    const page = await dynamoRequestLists(client, cloud.settings.tables.requests).byApprover(approver);
    client.destroy();
    if (page === 'cursor-unknown' || page.items.length !== OWN) throw new Error('the inbox does not hold its requests');
    return metered.readUnits;
  });

/** All pages of the pending partition, as a filter on `approvers` reads them: a filter saves no unit. */
const statusUnits = async ({ dynamo }: Cloud): Promise<{ units: number; items: number }> => {
  let [units, items] = [0, 0];
  let start: StoredItem | undefined;
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: STATUS_TABLE,
        KeyConditionExpression: '#status = :pending',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':pending': { S: 'pending' } },
        ExclusiveStartKey: start,
      }),
    );
    units += pageUnits(page.Items ?? [], false);
    items += page.Items?.length ?? 0;
    start = page.LastEvaluatedKey;
  } while (start);
  return { units, items };
};

const withStatusTable = async <T>({ dynamo }: Cloud, act: () => Promise<T>): Promise<T> => {
  const attribute = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });
  await dynamo.send(
    new CreateTableCommand({
      TableName: STATUS_TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [attribute('status', 'HASH'), attribute('id', 'RANGE')],
      AttributeDefinitions: ['status', 'id'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    }),
  );
  try {
    return await act();
  } finally {
    await dynamo.send(new DeleteTableCommand({ TableName: STATUS_TABLE }));
  }
};

const compare = async (cloud: Cloud) => {
  const table = cloud.settings.tables.requests;
  const one = await storedRequest(cloud);
  const mine = waitingFor(one, 'bench-approver', OWN);
  const others = waitingFor(one, 'bench-other', OTHERS);
  await write(cloud, table, mine.flatMap(own));
  const alone = await inboxUnits(cloud, 'bench-approver');
  cloud.progress(`P12: writing ${OTHERS} requests that wait for somebody else`);
  await write(cloud, table, others.flatMap(own));
  const among = await inboxUnits(cloud, 'bench-approver');
  const status = await withStatusTable(cloud, async () => {
    await write(cloud, STATUS_TABLE, [...mine, ...others].flatMap(byStatus));
    return statusUnits(cloud);
  });
  return { alone, among, status };
};

/** P12: what an approver's inbox costs among what waits for others. */
export const inbox: Figure = {
  id: 'P12',
  title: 'read units of "My approvals", with and without 5,000 others pending',
  measure: async (start) => {
    const { alone, among, status } = await compare(await start());
    const what = `${OWN} own requests: the rows by Query, then the requests as they are now by BatchGetItem`;
    return [
      reading('P12.alone', `${what}; nothing else pending`, [alone, 'RRU']),
      reading('P12.among', `${what}; ${OTHERS} pending for somebody else`, [among, 'RRU']),
      reading('P12', 'P12.among / P12.alone', [among / alone, 'ratio'], ['=', 1]),
      reading('P12.status', `a partition of all pending, ${status.items} items read and filtered`, [
        status.units,
        'RRU',
      ]),
      reading('P12.ratio', 'P12.status / P12.among', [status.units / among, 'ratio'], ['>=', 100]),
    ];
  },
};
