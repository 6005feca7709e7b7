import { describe, expect, it } from 'vitest';
import { resourcesOf, templates } from './deployment.ts';

const { main, mail } = templates();
const tables = resourcesOf(main, 'AWS::DynamoDB::GlobalTable');
const tableNamed = (name: string) => tables.find(([, { Properties }]) => Properties['TableName'] === name)?.[1];
const key = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];

describe('the tables', () => {
  it.each([
    { table: 'countersign-restrictions', schema: key('partition', 'restrictionKey') },
    { table: 'countersign-policy', schema: key('pk', 'sk') },
    { table: 'countersign-requests', schema: key('pk', 'sk') },
  ])('$table has the key of design.md 4', ({ table, schema }) => {
    expect(tableNamed(table)?.Properties['KeySchema']).toEqual(schema);
  });

  it('are all protected: recovery to a point in time, no deletion, kept by the stack, a key of ours', () => {
    expect(tables).toHaveLength(3);
    for (const [, { Properties, ...policies }] of tables) {
      expect(policies).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      expect(Properties['SSESpecification']).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
      expect(Properties['Replicas']).toMatchObject([
        {
          Region: { Ref: 'AWS::Region' },
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': ['StorageKeyBAA9457B', 'Arn'] } },
        },
      ]);
    }
  });

  it('of the requests feeds a stream, forgets what has expired, and has three sparse indexes of keys alone', () => {
    const requests = tableNamed('countersign-requests')?.Properties;
    const index = (name: string) => ({
      IndexName: name,
      KeySchema: key(`${name}Pk`, `${name}Sk`),
      Projection: { ProjectionType: 'KEYS_ONLY' },
    });

    expect(requests).toMatchObject({
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expiresAtEpochSeconds', Enabled: true },
      GlobalSecondaryIndexes: [index('requester'), index('due'), index('report')],
    });
  });
});

describe('keys', () => {
  it('are rotated and kept, one for the application and one for the mails', () => {
    const keys = [...resourcesOf(main, 'AWS::KMS::Key'), ...resourcesOf(mail, 'AWS::KMS::Key')];

    expect(keys).toHaveLength(2);
    for (const [, { Properties, DeletionPolicy }] of keys) {
      expect(Properties['EnableKeyRotation']).toBe(true);
      expect(DeletionPolicy).toBe('Retain');
    }
  });
});

describe('resources that hold state', () => {
  it('keep their logical ids: another id would replace them and lose what they hold', () => {
    const stateful = [
      'AWS::DynamoDB::GlobalTable',
      'AWS::KMS::Key',
      'AWS::Cognito::UserPool',
      'AWS::SecretsManager::Secret',
    ];
    const ids = stateful.flatMap((type) => resourcesOf(main, type).map(([id]) => id));
    const mailIds = ['AWS::S3::Bucket', 'AWS::KMS::Key'].flatMap((type) => resourcesOf(mail, type).map(([id]) => id));

    expect(ids.sort()).toEqual([
      'EffectsReplyKeyEEC35E31',
      'PagesPageKeyC2E0D508',
      'StorageKeyBAA9457B',
      'StoragePolicyC7CA9886',
      'StorageRequests29BB4971',
      'StorageRestrictions5B5212E9',
      'UsersPoolBFC35D3B',
    ]);
    expect(mailIds.sort()).toEqual(['MailboxAccessLogFD37143B', 'MailboxBucket2641422E', 'MailboxKey9C32FA2B']);
  });
});
