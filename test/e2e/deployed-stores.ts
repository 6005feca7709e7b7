import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { requestStores } from '../../lambdas/adapters/dynamodb/stores.ts';
import { sha256, systemClock } from '../../lambdas/adapters/runtime/runtime.ts';
import { ROOT } from '../../local/process/environment.ts';
import type { Cloud } from './cloud.ts';

/** The deployed table of requests, read and written from beside the application with all rights. */
export const deployedStores = ({ settings: { awsEndpoint: endpoint, region, tables } }: Pick<Cloud, 'settings'>) => {
  const sdk = { endpoint, region, credentials: ROOT };
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(sdk), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { sdk, table, stores: requestStores(table, tables.requests, { clock: systemClock, digest: sha256 }) };
};
