import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { onlyResource, type Resource, resourcesOf, templates } from './deployment.ts';

const { main, mail } = templates();
const queues = resourcesOf(main, 'AWS::SQS::Queue');

/** The rules of the audit bus; those of the default one name none. */
const rulesOnBus = (template: Template): readonly Resource[] =>
  resourcesOf(template, 'AWS::Events::Rule')
    .map(([, rule]) => rule)
    .filter(({ Properties }) => 'EventBusName' in Properties);

describe('the audit bus', () => {
  it('R-05: gives every event of this account to the queue of the SIEM, and keeps what it cannot deliver', () => {
    const { Properties } = rulesOnBus(main)[0] as Resource;
    const [siem] = queues.find(([, queue]) => queue.Properties['QueueName'] === 'countersign-siem') ?? [];

    expect(onlyResource(main, 'AWS::Events::EventBus')[1].Properties['Name']).toBe('countersign-audit');
    expect(Properties['EventPattern']).toEqual({ account: [{ Ref: 'AWS::AccountId' }] });
    expect(Properties['Targets']).toEqual([
      expect.objectContaining({
        Arn: { 'Fn::GetAtt': [siem, 'Arn'] },
        DeadLetterConfig: { Arn: expect.anything() },
      }),
    ]);
  });

  it('has no rule and no queue where no SIEM reads', () => {
    const off = templates({ siem: false }).main;

    expect(rulesOnBus(off)).toEqual([]);
    expect(Object.keys(off.findOutputs('*'))).not.toContain('SiemQueueUrl');
    expect(resourcesOf(off, 'AWS::Events::EventBus')).toHaveLength(1);
  });
});

describe('sending mail', () => {
  it('has an identity for the domain, and goes over TLS or not at all', () => {
    const [, identity] = onlyResource(main, 'AWS::SES::EmailIdentity');
    const [, set] = onlyResource(main, 'AWS::SES::ConfigurationSet');

    expect(identity.Properties['EmailIdentity']).toBe('countersign.example.com');
    expect(set.Properties).toMatchObject({ Name: 'countersign-mail', DeliveryOptions: { TlsPolicy: 'REQUIRE' } });
  });
});

/** Sent only when there is something to say; a function that is called every minute always has invocations. */
const rareMetric = (properties: Record<string, unknown>) => properties['MetricName'] !== 'Invocations';

describe('alarms', () => {
  it('D-06, D-12: stand behind every dead-letter queue, both machines, the closing of accesses and the sweeper', () => {
    const alarms = [main, mail].flatMap((template) => resourcesOf(template, 'AWS::CloudWatch::Alarm'));
    const watched = alarms.map(([, { Properties }]) => Properties['MetricName'] as string);

    expect(watched.filter((metric) => metric === 'ApproximateNumberOfMessagesVisible')).toHaveLength(6);
    expect(watched.filter((metric) => metric === 'ExecutionsFailed')).toHaveLength(2);
    expect(watched.filter((metric) => metric === 'Errors')).toHaveLength(3);
  });

  it('say what was seen and what it means, in two sentences', () => {
    for (const [, { Properties }] of resourcesOf(main, 'AWS::CloudWatch::Alarm')) {
      expect(Properties['AlarmDescription']).toMatch(/^.{10,}\. .{20,}\.$/);
      expect(Properties['TreatMissingData']).toBe(rareMetric(Properties) ? 'notBreaching' : 'breaching');
    }
  });

  it('ring when the sweeper is not there, and when it finds what it cannot handle or does not come to an end', () => {
    const alarms = resourcesOf(main, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

    expect(alarms.filter((alarm) => !rareMetric(alarm))).toEqual([
      expect.objectContaining({ MetricName: 'Invocations', Threshold: 1, ComparisonOperator: 'LessThanThreshold' }),
    ]);
    expect(alarms.filter(({ Namespace }) => Namespace === 'countersign').map(({ MetricName }) => MetricName)).toEqual(
      expect.arrayContaining(['access-overdue', 'SweepFailed', 'SweepUnfinished']),
    );
  });
});

describe('outputs', () => {
  it('are what an operator and the local cloud need to know', () => {
    expect(Object.keys(main.findOutputs('*'))).toEqual(
      expect.arrayContaining([
        'ApiUrl',
        'ApiId',
        'UserPoolId',
        'UserPoolClientId',
        'StateMachineArn',
        'SiemQueueUrl',
        'RestrictionsTable',
        'PolicyTable',
        'RequestsTable',
        'EventBusName',
      ]),
    );
    expect(Object.keys(mail?.findOutputs('*') ?? {})).toEqual(
      expect.arrayContaining(['MailBucketName', 'ReceivingStatus']),
    );
  });
});
