import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll } from 'vitest';
import { dynamoPolicyReader } from '../../lambdas/adapters/dynamodb/policy-reader.ts';
import { dynamoPolicyWriter, policyMeter } from '../../lambdas/adapters/dynamodb/policy-writer.ts';
import { dynamoRestrictionRows } from '../../lambdas/adapters/dynamodb/restriction-rows.ts';
import { requestStores } from '../../lambdas/adapters/dynamodb/stores.ts';
import { dynamoVaultLog } from '../../lambdas/adapters/dynamodb/vault-log.ts';
import { sha256, systemClock } from '../../lambdas/adapters/runtime/runtime.ts';
import { sfnWorkflow, sfnWorkflowRescue } from '../../lambdas/adapters/sfn/workflow.ts';
import { ROOT } from '../../local/process/environment.ts';
import { policyContract } from '../support/contracts/policy-contract.ts';
import { requestStoreContract } from '../support/contracts/request-store-contract.ts';
import { workflowContract } from '../support/contracts/workflow-contract.ts';
import { startCloud } from './cloud.ts';

const cloud = await startCloud();
afterAll(() => cloud.stop());

const { awsEndpoint: endpoint, region, tables } = cloud.settings;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region, credentials: ROOT }), {
  marshallOptions: { removeUndefinedValues: true },
});

requestStoreContract('the deployed table', (runtime) => requestStores(client, tables.requests, runtime));

const runtime = { clock: systemClock, digest: sha256 };
policyContract('The deployed policy', {
  policy: dynamoPolicyReader(client, tables.policy),
  readRows: dynamoRestrictionRows(client, tables.restrictions),
  meter: policyMeter,
  writer: dynamoPolicyWriter(client, tables, { ...runtime, log: dynamoVaultLog(client, tables.requests, runtime) }),
});

const sfn = new SFNClient({ endpoint, region, credentials: ROOT });
const approval = cloud.settings.stateMachineArn;
const machines = { approval, close: approval.replace(/-approval$/, '-close') };
workflowContract('The deployed state machines', {
  workflow: sfnWorkflow(sfn, machines),
  rescue: sfnWorkflowRescue(sfn, machines),
});
