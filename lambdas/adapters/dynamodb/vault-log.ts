import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Fault } from '../../application/fault.ts';
import type { Clock, Digest, VaultEntry, VaultLog } from '../../application/ports/ports.ts';
import { chain, GENESIS } from '../../core/audit/chain.ts';
import type { AuditRecord } from '../../core/audit/record.ts';
import type { Step } from '../../core/request/effects.ts';
import { trackOf } from '../../core/request/track.ts';
import { longestWait } from '../../core/time/longest-wait.ts';
import { pause } from '../runtime/runtime.ts';
import { eventItem } from './event-item.ts';
import { vaultLogKeys } from './keys.ts';
import { getItem } from './read.ts';
import { type TransactionItems, transact } from './transaction.ts';

const ATTEMPTS = 8;

export interface VaultLogRuntime {
  readonly clock: Clock;
  readonly digest: Digest;
  /** Waits for a part of `atMostMillis` that is another each time. @default - a random part */
  readonly wait?: (atMostMillis: number) => Promise<void>;
}

/**
 * Records that belong to no request: a chain a day and shard, so that no single item takes every write (design.md 4).
 * Each append is one transaction of event and head. Who loses a race waits for some of the time that it took, each
 * another while, and reads the head again: without that a crowd that is refused at once would lose its records to each other.
 */
export const dynamoVaultLog = (
  client: DynamoDBDocumentClient,
  table: string,
  runtime: VaultLogRuntime,
): DynamoVaultLog => {
  const { clock, digest: sha256, wait = (atMost) => pause(Math.random() * atMost) } = runtime;
  const items = (entry: VaultEntry, steps: readonly Step[] = []) =>
    itemsFor({ client, table, now: clock(), sha256 }, entry, steps);
  const appendWith = async (others: TransactionItems, entry: VaultEntry, steps: readonly Step[] = []) => {
    let lost = 0;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await wait(longestWait(lost, attempt));
      const began = clock();
      if ((await transact(client, [...others, ...(await items(entry, steps))])) === 'committed') return;
      lost = clock() - began;
    }
    throw new Fault('StorageFault', 'the audit record was not written: too many writers on one chain');
  };
  return { items, appendWith, append: (entry, steps) => appendWith([], entry, steps) };
};

/** `items` are what an append writes, for a transaction that writes more than the record. */
export type DynamoVaultLog = VaultLog & {
  readonly items: (entry: VaultEntry, steps?: readonly Step[]) => Promise<TransactionItems>;
  /** An append together with other items; their own conditions may not fail. */
  readonly appendWith: (others: TransactionItems, entry: VaultEntry, steps?: readonly Step[]) => Promise<void>;
};

interface Place {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly now: number;
  readonly sha256: Digest;
}

const itemsFor = async (
  { client, table, now, sha256 }: Place,
  entry: VaultEntry,
  steps: readonly Step[],
): Promise<TransactionItems> => {
  const name = vaultLogKeys.chain(now, entry.actor);
  const head = await getItem(client, table, vaultLogKeys.head(name));
  const seq = Number(head?.['seq'] ?? 0) + 1;
  const record: AuditRecord = { ...entry, chain: name, seq, at: new Date(now).toISOString() };
  const chained = chain(record, String(head?.['hash'] ?? GENESIS), sha256);
  return [
    {
      Put: {
        TableName: table,
        Item: { ...vaultLogKeys.head(name), seq, hash: chained.hash },
        ConditionExpression: seq === 1 ? 'attribute_not_exists(pk)' : 'seq = :before',
        ...(seq === 1 ? {} : { ExpressionAttributeValues: { ':before': seq - 1 } }),
      },
    },
    eventItem(table, vaultLogKeys.event(name, seq), { record: chained, steps, track: trackOf(steps) }),
  ];
};
