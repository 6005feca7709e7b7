import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll } from 'vitest';
import { requestStores } from '../../lambdas/adapters/dynamodb/stores.ts';
import { ROOT } from '../../local/process/environment.ts';
import { requestStoreContract } from '../support/contracts/request-store-contract.ts';
import { startCloud } from './cloud.ts';

const cloud = await startCloud();
afterAll(() => cloud.stop());

const { awsEndpoint: endpoint, region, tables } = cloud.settings;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region, credentials: ROOT }), {
  marshallOptions: { removeUndefinedValues: true },
});

requestStoreContract('the deployed table', (runtime) => requestStores(client, tables.requests, runtime));
