import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Resource } from '../running-emulator.ts';

export const aQueue = (QueueName: string): Resource => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName } });

/** A table `records` with a stream; its logical id is to be `table`. */
export const streamedTable: Resource = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'records',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
  },
};

/** A mapping of its stream to a function, with these settings. */
export const aMapping = (functionName: string, settings: Readonly<Record<string, unknown>>): Resource => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    FunctionName: { Ref: functionName },
    EventSourceArn: { 'Fn::GetAtt': ['table', 'StreamArn'] },
    StartingPosition: 'TRIM_HORIZON',
    ...settings,
  },
});

/** Writes records of these ids in one call, each with the attributes. */
export const writeRecords = (
  dynamo: DynamoDBClient,
  ids: readonly string[],
  attributes: Readonly<Record<string, { readonly S: string }>> = {},
) => {
  const records = ids.map((id) => ({ PutRequest: { Item: { id: { S: id }, ...attributes } } }));
  return dynamo.send(new BatchWriteItemCommand({ RequestItems: { records } }));
};
