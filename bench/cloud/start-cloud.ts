import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startLocalCloud } from '../../local/cloud.ts';
import { makePeople } from '../../local/person/person.ts';
import { ROOT } from '../../local/process/environment.ts';

const POLICY = fileURLToPath(new URL('../policy.yaml', import.meta.url));

/** The deployed application that a run measures, and clients that see it with the rights of the account's root. */
export const startCloud = async (progress: (line: string) => void) => {
  const dir = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const remove = (): void => rmSync(dir, { recursive: true, force: true });
  const { settings, stop } = await startLocalCloud({ dir, policyFile: POLICY, progress }).catch((error: unknown) => {
    remove();
    throw error;
  });
  const sdk = { endpoint: settings.awsEndpoint, region: settings.region, credentials: ROOT };
  const dynamo = new DynamoDBClient(sdk);
  return {
    settings,
    sdk,
    progress,
    person: makePeople(settings),
    dynamo,
    documents: DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } }),
    stop: async () => {
      await stop();
      remove();
    },
  };
};

export type Cloud = Awaited<ReturnType<typeof startCloud>>;
