import { describe, expect, it } from 'vitest';
import { onlyResource, resourcesOf, templates } from './deployment.ts';
import { flat } from './statements.ts';

const { main, mail } = templates();
const account = { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } };
const ourRule = (ruleSet: string) =>
  `arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:receipt-rule-set/${ruleSet}:receipt-rule/countersign-reply`;

interface Statement {
  readonly Action: unknown;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Condition: { readonly StringEquals: Readonly<Record<string, unknown>> };
}

const forSes = (document: { Statement: Statement[] }): Statement[] =>
  document.Statement.filter(({ Principal }) => JSON.stringify(Principal) === '{"Service":"ses.amazonaws.com"}');

describe('the receipt rule', () => {
  it('takes mail to the reply domain only, over TLS, scanned: stored first, then told to the function', () => {
    const [, { Properties }] = onlyResource(mail, 'AWS::SES::ReceiptRule');

    expect(Properties).toEqual({
      RuleSetName: 'countersign-replies',
      Rule: {
        Name: 'countersign-reply',
        Enabled: true,
        Recipients: ['reply.countersign.example.com'],
        TlsPolicy: 'Require',
        ScanEnabled: true,
        Actions: [
          { S3Action: { BucketName: { Ref: 'MailboxBucket2641422E' }, ObjectKeyPrefix: 'in/' } },
          {
            LambdaAction: { FunctionArn: { 'Fn::GetAtt': [expect.any(String), 'Arn'] }, InvocationType: 'Event' },
          },
        ],
      },
    });
  });

  it('comes after all that permits its actions', () => {
    const [, { DependsOn }] = onlyResource(mail, 'AWS::SES::ReceiptRule');
    const needed = ['AWS::SES::ReceiptRuleSet', 'AWS::Lambda::Permission'].map((type) => onlyResource(mail, type)[0]);

    expect(DependsOn).toEqual(expect.arrayContaining([...needed, 'MailboxBucketPolicy5C004952']));
  });

  it('alone may call the function: threats.md S-05', () => {
    const [, { Properties }] = onlyResource(mail, 'AWS::Lambda::Permission');

    expect(Properties).toMatchObject({ Principal: 'ses.amazonaws.com', SourceAccount: { Ref: 'AWS::AccountId' } });
    expect(flat(Properties['SourceArn'])).toBe(ourRule('countersign-replies'));
  });
});

describe('the bucket for raw mail', () => {
  it('is encrypted with its own key, private, and forgets: threats.md I-08', () => {
    const bucket = resourcesOf(mail, 'AWS::S3::Bucket').find(([id]) => id === 'MailboxBucket2641422E')?.[1];

    expect(bucket?.Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, Status: 'Enabled' }] },
      LoggingConfiguration: { DestinationBucketName: expect.anything() },
    });
  });

  it('takes an object from this rule of this account only', () => {
    const policy = resourcesOf(mail, 'AWS::S3::BucketPolicy').find(([id]) => id === 'MailboxBucketPolicy5C004952')?.[1];
    const [admitted, ...others] = forSes(policy?.Properties['PolicyDocument']);

    expect(others).toEqual([]);
    expect(admitted).toMatchObject({ Action: 's3:PutObject', Effect: 'Allow', Condition: { StringEquals: account } });
    expect(flat(admitted?.Condition.StringEquals['aws:SourceArn'])).toBe(ourRule('countersign-replies'));
  });

  it('has a key that SES of this account may encrypt with', () => {
    const [, { Properties }] = onlyResource(mail, 'AWS::KMS::Key');

    expect(forSes(Properties['KeyPolicy'])).toEqual([
      expect.objectContaining({
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Condition: { StringEquals: account },
      }),
    ]);
  });
});

describe('the function that reads replies', () => {
  it('D-08: keeps a failed mail in a queue, and takes no more than its share of concurrency', () => {
    const reader = resourcesOf(mail, 'AWS::Lambda::Function').find(
      ([, { Properties }]) => Properties['FunctionName'] === 'countersign-receive-reply',
    )?.[1];
    const [, { Properties: invoke }] = onlyResource(mail, 'AWS::Lambda::EventInvokeConfig');

    expect(reader?.Properties).toMatchObject({ ReservedConcurrentExecutions: 5 });
    expect(invoke).toMatchObject({ MaximumRetryAttempts: 2, DestinationConfig: { OnFailure: expect.anything() } });
  });
});

describe('the rule set', () => {
  it('is ours and is activated with care when none is named', () => {
    const [, { Properties }] = onlyResource(mail, 'Custom::ReceivingActivation');

    expect(Properties).toMatchObject({ RuleSetName: 'countersign-replies' });
    expect(Object.keys(mail?.findOutputs('*') ?? {})).toContain('ReceivingStatus');
  });

  it('of the operator gets our rule and is left as it is when one is named', () => {
    const named = templates({ receiptRuleSet: 'company' }).mail;

    expect(onlyResource(named, 'AWS::SES::ReceiptRule')[1].Properties['RuleSetName']).toBe('company');
    expect(flat(onlyResource(named, 'AWS::Lambda::Permission')[1].Properties['SourceArn'])).toBe(ourRule('company'));
    expect(resourcesOf(named, 'AWS::SES::ReceiptRuleSet')).toEqual([]);
    expect(resourcesOf(named, 'Custom::ReceivingActivation')).toEqual([]);
  });
});

describe('E-19: the watch over the active rule set', () => {
  it.each([undefined, 'company'])(
    'keeps every call that displaces our rule and rings (rule set %s)',
    (receiptRuleSet) => {
      const watched = templates(receiptRuleSet === undefined ? {} : { receiptRuleSet }).mail;
      const [, { Properties: rule }] = onlyResource(watched, 'AWS::Events::Rule');
      const [[queue]] = resourcesOf(watched, 'AWS::SQS::Queue').filter(
        ([, { Properties }]) => Properties['QueueName'] === 'countersign-receiving-displaced',
      ) as [[string, unknown]];
      const alarms = resourcesOf(watched, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

      expect(rule['EventPattern']).toEqual({
        source: ['aws.ses'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['ses.amazonaws.com'],
          eventName: ['SetActiveReceiptRuleSet'],
          errorCode: [{ exists: false }],
          requestParameters: {
            ruleSetName: [{ 'anything-but': [receiptRuleSet ?? 'countersign-replies'] }, { exists: false }],
          },
        },
      });
      expect(rule['Targets']).toMatchObject([{ Arn: { 'Fn::GetAtt': [queue, 'Arn'] } }]);
      expect(alarms).toContainEqual(
        expect.objectContaining({
          AlarmDescription: expect.stringContaining('countersign-receiving-displaced'),
          Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }],
        }),
      );
    },
  );
});

describe('receiving', () => {
  it('leaves nothing in the main stack, so that the main stack is the same without it but for two variables', () => {
    const off = templates({ replyDomain: undefined });
    const text = JSON.stringify(main.toJSON()['Resources']);
    const without = text.replace('"REPLY_DOMAIN":"reply.countersign.example.com",', '');

    expect(off.mail).toBeUndefined();
    expect(without.replace('"REPLY_OFFERED_DOMAINS":"example.com",', '').length).toBeLessThan(text.length);
    expect(JSON.stringify(off.main.toJSON()['Resources'])).not.toMatch(/REPLY_DOMAIN|REPLY_OFFERED/);
    expect(Object.keys(off.main.toJSON()['Resources'])).toEqual(Object.keys(main.toJSON()['Resources']));
  });
});
