import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** The partitions that hold audit records: those of requests, and those of records that belong to no request. */
const RECORD_PARTITIONS = ['R#*', 'V#*'];

/** What nobody may change of an item there: a record, and the mark by which DynamoDB would delete it. */
const KEPT_ATTRIBUTES = ['record', 'expiresAtEpochSeconds'];

const onRecords = { 'dynamodb:LeadingKeys': RECORD_PARTITIONS };

const deny = (actions: string[], conditions: Record<string, unknown>): PolicyStatement =>
  new PolicyStatement({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions,
    // The policy is the table's own: its ARN here would make the table depend on itself.
    resources: ['*'],
    conditions,
  });

/**
 * What the table of requests refuses to every principal, administrators included: to delete anything beside an audit
 * record, and to change a record (threats.md R-06). IAM sees no sort key, so this holds for the whole partition; the
 * application deletes nothing there. That a record is not put over another is the condition of each write, not IAM's.
 */
export const keptRecords = (): PolicyStatement[] => [
  deny(['dynamodb:DeleteItem', 'dynamodb:BatchWriteItem', 'dynamodb:PartiQLDelete'], {
    'ForAnyValue:StringLike': onRecords,
  }),
  deny(['dynamodb:UpdateItem', 'dynamodb:PartiQLUpdate'], {
    'ForAnyValue:StringLike': onRecords,
    'ForAnyValue:StringEquals': { 'dynamodb:Attributes': KEPT_ATTRIBUTES },
  }),
];
