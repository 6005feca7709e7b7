import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { anApp } from './deployment.ts';
import { ownIssuer, withAccessKeys, withNetwork, withSecretKeys, withZones } from './variants.ts';

interface Finding {
  readonly ruleName: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
  readonly reason?: string;
}

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly Finding[];
    readonly suppressedViolations?: readonly Finding[];
  }[];
}

const checked = (changes: Readonly<Record<string, unknown>>): Report['pluginReports'] => {
  const { app } = anApp(changes);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  const { directory } = app.synth();
  return (JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as Report).pluginReports;
};

const deployments = [
  { title: 'with receiving', changes: {} },
  { title: 'without receiving', changes: { replyDomain: undefined } },
  { title: 'with an issuer of its own', changes: ownIssuer },
  { title: 'with rotation in a VPC', changes: withNetwork },
  { title: 'with its DNS records', changes: withZones },
  { title: 'with access keys and keys of its own', changes: { ...withAccessKeys, ...withSecretKeys } },
];

describe('cdk-nag', () => {
  it.each(deployments)('has no finding left in a deployment $title', ({ changes }) => {
    const reports = checked(changes);

    expect(reports).toHaveLength(2);
    expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('has only these findings acknowledged, each with a reason', () => {
    const suppressed = checked(withNetwork).flatMap(({ suppressedViolations }) => suppressedViolations ?? []);
    const rules = new Set(suppressed.map(({ ruleName }) => ruleName.replace(/<\w+\.Arn>/, '<Arn>')));

    expect(suppressed.filter(({ reason }) => (reason ?? '').length < 20)).toEqual([]);
    expect([...rules].sort()).toEqual([
      'AwsSolutions-APIG4',
      'AwsSolutions-COG2',
      'AwsSolutions-COG8',
      'AwsSolutions-IAM5[Resource::*]',
      'AwsSolutions-IAM5[Resource::<Arn>/in/*]',
      'AwsSolutions-IAM5[Resource::<Arn>:*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:instance/*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:countersign/*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:managed-instance/*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:session/countersign-open-session-*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:countersign-approval:*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:countersign-close:*]',
      'AwsSolutions-SMG4',
      'AwsSolutions-SQS3',
      'Serverless-LambdaDLQ',
      'Serverless-SQSRedrivePolicy',
    ]);
  });
});
