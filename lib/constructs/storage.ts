import {
  AttributeType,
  Billing,
  type CfnGlobalTable,
  ProjectionType,
  StreamViewType,
  type TablePropsV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { keptRecords } from './kept-records.ts';

/** The indexes of the requests table, by the question they answer; all sparse. */
export type RequestIndex = 'requester' | 'due' | 'report';

export type TableVariable = 'REQUESTS_TABLE' | 'POLICY_TABLE' | 'RESTRICTIONS_TABLE';

/** `read-record`: reads, and may write into the chains of audit records that belong to no request. */
type Access = 'read' | 'read-record' | 'read-write';

/** Variables and permissions that belong together: whoever is told of a table may use it, and the reverse. */
export interface TableAccess<V extends TableVariable> {
  readonly environment: { readonly [K in V]: string };
  readonly statements: readonly PolicyStatement[];
}

const read = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem'];
const write = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
const decrypt = ['kms:Decrypt', 'kms:DescribeKey'];
const encrypt = ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

const string = (name: string) => ({ name, type: AttributeType.STRING });
/** Of keys alone: lists read the requests as they are now, and a change of a request costs its indexes nothing. */
const index = (name: RequestIndex) => ({
  indexName: name,
  projectionType: ProjectionType.KEYS_ONLY,
  partitionKey: string(`${name}Pk`),
  sortKey: string(`${name}Sk`),
});

/** Whoever refuses records it, and who only reads writes nothing else (threats.md R-03, E-15). */
const recording = (tableArn: string): PolicyStatement =>
  new PolicyStatement({
    actions: ['dynamodb:PutItem'],
    resources: [tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['V#*'] } },
  });

/** The three tables (design.md 3 and 4) and the key that encrypts them. They outlive the stack. */
export class Storage extends Construct {
  readonly key: Key;
  readonly restrictions: TableV2;
  readonly policy: TableV2;
  readonly requests: TableV2;

  constructor(scope: Construct, id: string, { prefix }: { readonly prefix: string }) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: `${prefix}: tables, workflow state and internal secrets`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Ascending sort order is decision order, so "which group applies" is one ordered Query.
    this.restrictions = this.#table('Restrictions', `${prefix}-restrictions`, {
      partitionKey: string('partition'),
      sortKey: string('restrictionKey'),
    });
    this.policy = this.#table('Policy', `${prefix}-policy`, { partitionKey: string('pk'), sortKey: string('sk') });
    this.requests = this.#table('Requests', `${prefix}-requests`, {
      partitionKey: string('pk'),
      sortKey: string('sk'),
      dynamoStream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAtEpochSeconds',
      globalSecondaryIndexes: [index('requester'), index('due'), index('report')],
      resourcePolicy: new PolicyDocument({ statements: keptRecords() }),
    });
  }

  /** Access to exactly the tables named, and to exactly the indexes named of the requests table. */
  access<V extends TableVariable>(
    wanted: Readonly<Record<V, Access>>,
    indexes: readonly RequestIndex[] = [],
  ): TableAccess<V> {
    const tables = { REQUESTS_TABLE: this.requests, POLICY_TABLE: this.policy, RESTRICTIONS_TABLE: this.restrictions };
    const entries = Object.entries<Access>(wanted) as [V, Access][];
    const statements = entries.flatMap(([variable, access]) => {
      const { tableArn } = tables[variable];
      const queried = variable === 'REQUESTS_TABLE' ? indexes : [];
      const resources = [tableArn, ...queried.map((name) => `${tableArn}/index/${name}`)];
      const allowed = new PolicyStatement({
        actions: access === 'read-write' ? [...read, ...write] : read,
        resources,
      });
      return access === 'read-record' ? [allowed, recording(tableArn)] : [allowed];
    });
    const writes = entries.some(([, access]) => access !== 'read');
    const names = Object.fromEntries(entries.map(([variable]) => [variable, tables[variable].tableName]));
    return {
      environment: names as { [K in V]: string },
      statements: [...statements, this.keyUse('dynamodb', writes)],
    };
  }

  /** Use of the key through one AWS service, and in no other way (threats.md E-16). */
  keyUse(service: 'dynamodb' | 'secretsmanager' | 'states', writes: boolean): PolicyStatement {
    return new PolicyStatement({
      actions: writes ? [...decrypt, ...encrypt] : decrypt,
      resources: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${Stack.of(this).region}.amazonaws.com` } },
    });
  }

  #table(id: string, tableName: string, props: TablePropsV2): TableV2 {
    const table = new TableV2(this, id, {
      ...props,
      tableName,
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // TableEncryptionV2.customerManagedKey refuses a stack whose region is known only when it is deployed.
    const resource = table.node.defaultChild as CfnGlobalTable;
    resource.sseSpecification = { sseEnabled: true, sseType: 'KMS' };
    resource.addPropertyOverride('Replicas.0.SSESpecification', { KMSMasterKeyId: this.key.keyArn });
    return table;
  }
}
