import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { onlyResource, resourcesOf, templates } from './deployment.ts';
import { flat, statementsOf } from './statements.ts';
import { withAccessKeys, withNetwork, withSecretKeys } from './variants.ts';

const { main, mail } = templates(withNetwork);
const statements = [...statementsOf(main), ...statementsOf(mail as Template)];

const whoMay = (action: string | RegExp) => [
  ...new Set(
    statements.flatMap(({ who, actions }) =>
      actions.some((held) => (typeof action === 'string' ? held === action : action.test(held))) ? [who] : [],
    ),
  ),
];

/** Every action that any statement of any role names. Who holds the dangerous ones is said below. */
const allowed = {
  dynamodb:
    'BatchGetItem BatchWriteItem ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem DescribeStream GetRecords GetShardIterator ListStreams',
  ec2: 'AssignPrivateIpAddresses CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DescribeSubnets UnassignPrivateIpAddresses',
  events: 'PutEvents',
  kms: 'Decrypt DescribeKey Encrypt GenerateDataKey ReEncryptFrom ReEncryptTo',
  lambda: 'InvokeFunction',
  logs: 'CreateLogDelivery CreateLogStream DeleteLogDelivery DescribeLogGroups DescribeResourcePolicies GetLogDelivery ListLogDeliveries PutLogEvents PutResourcePolicy UpdateLogDelivery',
  s3: 'GetObject',
  secretsmanager:
    'CancelRotateSecret DescribeSecret GetSecretValue PutSecretValue RotateSecret UpdateSecretVersionStage',
  ses: 'DescribeActiveReceiptRuleSet SendRawEmail SetActiveReceiptRuleSet',
  sqs: 'ChangeMessageVisibility DeleteMessage GetQueueAttributes GetQueueUrl ReceiveMessage SendMessage',
  ssm: 'DescribeSessions GetConnectionStatus StartSession TerminateSession',
  ssmmessages: 'OpenDataChannel',
  states: 'DescribeExecution SendTaskSuccess StartExecution StopExecution',
  xray: 'GetSamplingRules GetSamplingTargets PutTelemetryRecords PutTraceSegments',
};

describe('permissions (E-15)', () => {
  it('name every action in full', () => {
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('are these actions, and no other', () => {
    const held = new Set(statements.flatMap(({ actions }) => actions));
    const listed = Object.entries(allowed).flatMap(([service, names]) =>
      names.split(' ').map((n) => `${service}:${n}`),
    );

    expect(held).toEqual(new Set(listed));
  });

  it('are on all resources only for actions that know none', () => {
    const everywhere = statements.filter(({ resources }) => resources.includes('*')).flatMap(({ actions }) => actions);

    expect([...new Set(everywhere)].sort()).toEqual([
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
      'ses:DescribeActiveReceiptRuleSet',
      'ses:SetActiveReceiptRuleSet',
      'ssm:DescribeSessions',
      'ssm:GetConnectionStatus',
      'ssmmessages:OpenDataChannel',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  it('D-14: never let anyone scan a table, pass a role or change IAM', () => {
    expect(whoMay(/^dynamodb:Scan$|^iam:|^sts:/)).toEqual([]);
  });

  it.each([
    // threats.md E-14: whoever waits with a token is not the one who may answer it.
    { action: /^states:SendTask/, who: ['dispatch-effects'] },
    { action: /^states:(Start|Stop)Execution$/, who: ['dispatch-effects', 'sweep-due'] },
    { action: 'states:DescribeExecution', who: ['sweep-due'] },
    { action: 'dynamodb:BatchWriteItem', who: ['dispatch-effects'] },
    { action: 'ses:SendRawEmail', who: ['dispatch-effects'] },
    { action: 'events:PutEvents', who: ['dispatch-effects'] },
    {
      action: 'secretsmanager:GetSecretValue',
      who: ['change-session-roles', 'release-password', 'rotate-password', 'dispatch-effects', 'answer-page'],
    },
    { action: 'ssm:StartSession', who: ['open-session'] },
    { action: 'ssm:TerminateSession', who: ['open-session', 'close-access'] },
    { action: 'secretsmanager:RotateSecret', who: ['change-owed-password', 'close-access'] },
    { action: 'secretsmanager:PutSecretValue', who: ['rotate-password'] },
    { action: 's3:GetObject', who: ['receive-reply'] },
    { action: 'ses:SetActiveReceiptRuleSet', who: ['activate-receiving'] },
  ])('$action is held by $who alone', ({ action, who }) => {
    expect(whoMay(action).sort()).toEqual([...who].sort());
  });

  it('let dispatch read the key of reply tokens and no secret of the operator', () => {
    const secrets = statements.filter(
      ({ who, actions }) => who === 'dispatch-effects' && actions.includes('secretsmanager:GetSecretValue'),
    );

    expect(secrets.flatMap(({ resources }) => resources)).toEqual(['<EffectsReplyKeyEEC35E31>']);
  });

  it('use the keys through one service each (E-16)', () => {
    const onKeys = statements.filter(
      ({ who, actions }) => actions.some((action) => action.startsWith('kms:')) && !who.startsWith('Workflow'),
    );
    const unbound = onKeys.filter(({ conditions }) => !JSON.stringify(conditions ?? '').includes('kms:ViaService'));

    expect(onKeys.length).toBeGreaterThan(20);
    expect(unbound).toEqual([]);
  });
});

describe('keys of the operator’s own (E-16)', () => {
  const { secretKeyArns } = withSecretKeys;
  const onThese = statementsOf(templates(withSecretKeys).main).filter(({ resources }) =>
    resources.some((arn) => secretKeyArns.includes(arn)),
  );

  it('are used by those who read or write secrets, for no more and through Secrets Manager alone', () => {
    const viaService = 'secretsmanager.<AWS::Region>.amazonaws.com';
    const held = onThese.map(({ who, actions, resources, conditions }) => {
      const { StringEquals } = conditions as { StringEquals: Record<string, unknown> };
      return { who, actions, resources, viaService: flat(StringEquals['kms:ViaService']) };
    });

    expect(held).toEqual([
      { who: 'change-session-roles', actions: ['kms:Decrypt'], resources: secretKeyArns, viaService },
      { who: 'release-password', actions: ['kms:Decrypt'], resources: secretKeyArns, viaService },
      { who: 'rotate-password', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: secretKeyArns, viaService },
    ]);
  });
});

describe('access keys of IAM users', () => {
  const onIam = (changes: Readonly<Record<string, unknown>>) =>
    statementsOf(templates(changes).main).filter(({ actions }) => actions.some((action) => action.startsWith('iam:')));

  it('are changed by the rotation alone, of the users below the path, and nothing else of IAM', () => {
    expect(onIam(withAccessKeys)).toEqual([
      {
        who: 'rotate-password',
        actions: ['iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:ListAccessKeys', 'iam:UpdateAccessKey'],
        resources: ['arn:<AWS::Partition>:iam::<AWS::AccountId>:user/countersign/*'],
        conditions: undefined,
      },
    ]);
  });

  it('are out of reach where no path is set', () => {
    expect(onIam({})).toEqual([]);
  });
});

const writers = {
  'countersign-policy': ['apply-policy'],
  'countersign-restrictions': ['apply-policy'],
  'countersign-requests': [
    'answer-page',
    'apply-policy',
    'ask-extension',
    'ask-level',
    'cancel-request',
    'change-owed-password',
    'clear-absence',
    'close-access',
    'dispatch-effects',
    'explain-decision',
    'lapse-request',
    'note-undelivered',
    'open-session',
    'receive-reply',
    'record-decision',
    'recover-request',
    'redrive-dead-letters',
    'release-password',
    'return-access',
    'review-emergency',
    'revoke-access',
    'set-absence',
    'show-absence',
    'submit-request',
    'sweep-due',
    'use-emergency',
  ],
};

describe('writing', () => {
  it.each(Object.entries(writers))('%s is for the functions that change it', (table, expected) => {
    const found = resourcesOf(main, 'AWS::DynamoDB::GlobalTable').find(
      ([, { Properties }]) => Properties['TableName'] === table,
    );
    const id = found?.[0] ?? 'absent';
    const who = statements.flatMap((statement) =>
      statement.actions.includes('dynamodb:PutItem') &&
      statement.conditions === undefined &&
      statement.resources.some((arn) => arn.includes(id))
        ? [statement.who]
        : [],
    );

    expect([...new Set(who)].sort()).toEqual(expected);
  });

  it('R-03: is nothing but a record of a refused call for those that only read', () => {
    const recording = statements.filter(
      ({ actions, conditions }) => actions.includes('dynamodb:PutItem') && conditions,
    );

    expect(recording.map(({ who }) => who).sort((one, other) => one.localeCompare(other))).toEqual([
      'check-policy',
      'list-requests',
      'list-undelivered',
      'report-requests',
      'show-policy',
    ]);
    for (const { actions, conditions } of recording) {
      expect(actions).toEqual(['dynamodb:PutItem']);
      expect(conditions).toEqual({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['V#*'] } });
    }
  });
});

describe('who may call a function', () => {
  const permissions = [main, mail].flatMap((template) => resourcesOf(template, 'AWS::Lambda::Permission'));

  it('is always a service of this account, for one source', () => {
    for (const [, { Properties }] of permissions) {
      expect(Properties['SourceArn'] ?? Properties['SourceAccount']).toBeDefined();
      expect(flat(Properties['Principal'])).toMatch(/^(apigateway|events|secretsmanager|ses)\.amazonaws\.com$/);
    }
  });

  it('lets Secrets Manager of this account call the rotation, and nobody else', () => {
    const [rotation] = resourcesOf(main, 'AWS::Lambda::Function').find(
      ([, { Properties }]) => Properties['FunctionName'] === 'countersign-rotate-password',
    ) as [string, unknown];
    const mine = permissions.filter(([, { Properties }]) => flat(Properties['FunctionName']) === `<${rotation}.Arn>`);

    expect(mine.map(([, { Properties }]) => Properties)).toEqual([
      expect.objectContaining({
        Action: 'lambda:InvokeFunction',
        Principal: 'secretsmanager.amazonaws.com',
        SourceAccount: { Ref: 'AWS::AccountId' },
      }),
    ]);
    expect(onlyResource(mail, 'AWS::Lambda::Permission')[1].Properties['Principal']).toBe('ses.amazonaws.com');
  });
});
