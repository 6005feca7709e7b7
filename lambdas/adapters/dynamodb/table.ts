import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { withFaults } from '../runtime/as-fault.ts';

/** A document client that leaves undefined members out, as JSON does. Made once a cold start. */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(withFaults(new DynamoDBClient({})), { marshallOptions: { removeUndefinedValues: true } });

export type Item = Record<string, unknown>;
