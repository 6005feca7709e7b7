import { describe, expect, it } from 'vitest';
import { resourcesOf, templates } from './deployment.ts';
import { statementsOf } from './statements.ts';
import { withNetwork } from './variants.ts';

const { main } = templates(withNetwork);
const statements = statementsOf(main);
const held = (who: string, action: string) =>
  statements
    .filter((statement) => statement.who === who && statement.actions.includes(action))
    .map(({ resources, conditions }) => ({ resources, conditions }));
const arn = (service: string, path: string) => `arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>:${path}`;
const documents = (template = main) =>
  resourcesOf(template, 'AWS::SSM::Document').map(([, { Properties }]) => Properties);
const checked = { BoolIfExists: { 'ssm:SessionDocumentAccessCheck': 'true' } };

describe('the document of sessions', () => {
  it('forwards a port to a host and no more', () => {
    expect(documents()).toMatchObject([
      {
        Name: 'countersign-session',
        DocumentType: 'Session',
        Content: {
          sessionType: 'Port',
          properties: {
            type: 'LocalPortForwarding',
            host: '{{ host }}',
            portNumber: '{{ portNumber }}',
            localPortNumber: '{{ localPortNumber }}',
          },
        },
      },
    ]);
  });

  it.each([
    ['host', ['db.internal', '10.0.0.1', 'fd00::1'], ['', 'db;id', '$(id)', 'a b', '{{ssm:x}}']],
    ['portNumber', ['1', '5432'], ['0', '-1', '5432;', '']],
    ['localPortNumber', ['0', '15432'], ['x', '']],
  ] as const)('takes a %s that is one', (parameter, good, bad) => {
    const pattern = new RegExp(documents()[0]?.['Content'].parameters[parameter].allowedPattern);

    expect(good.filter((value) => !pattern.test(value))).toEqual([]);
    expect(bad.filter((value) => pattern.test(value))).toEqual([]);
  });

  it('leaves the preferences of the account alone, but where the settings name them', () => {
    const { main: own } = templates({ sessionPreferences: { idleMinutes: 20, maxMinutes: 480 } });

    expect(documents(own)).toContainEqual(
      expect.objectContaining({
        Name: 'SSM-SessionManagerRunShell',
        Content: expect.objectContaining({
          inputs: expect.objectContaining({ idleSessionTimeout: '20', maxSessionDuration: '480' }),
        }),
      }),
    );
  });
});

describe('opening a session', () => {
  it('is allowed by our document, on nodes that carry the tag, each with the check of the document', () => {
    expect(held('open-session', 'ssm:StartSession')).toEqual([
      { resources: [arn('ssm', 'document/countersign-session')], conditions: checked },
      {
        resources: [arn('ec2', 'instance/*'), arn('ssm', 'managed-instance/*')],
        conditions: { ...checked, StringEquals: { 'ssm:resourceTag/countersign': 'sessions' } },
      },
    ]);
  });

  it('goes by another tag where the settings name one', () => {
    const other = statementsOf(templates({ sessionNodeTag: { key: 'bastion', value: 'yes' } }).main);

    expect(JSON.stringify(other.map(({ conditions }) => conditions))).toContain('"ssm:resourceTag/bastion":"yes"');
  });

  it('needs no secret', () => {
    const actions = statements.filter(({ who }) => who === 'open-session').flatMap(({ actions: all }) => all);

    expect(actions.filter((action) => action.startsWith('secretsmanager:'))).toEqual([]);
  });
});

describe('ending a session', () => {
  it.each(['open-session', 'close-access'])('%s ends those that open-session opened, and no other', (who) => {
    const resources = [arn('ssm', 'session/countersign-open-session-*')];
    expect(held(who, 'ssm:TerminateSession')).toEqual([{ resources, conditions: undefined }]);
  });
});

describe('the function that makes and ends the roles of sessions', () => {
  it('stands where the rotation stands, and reads the secrets below the prefix alone', () => {
    const [roles] = resourcesOf(main, 'AWS::Lambda::Function').filter(([, { Properties }]) =>
      String(Properties['FunctionName']).endsWith('change-session-roles'),
    );

    expect(roles?.[1].Properties['VpcConfig']).toEqual({
      SubnetIds: withNetwork.rotationNetwork.subnetIds,
      SecurityGroupIds: withNetwork.rotationNetwork.securityGroupIds,
    });
    expect(held('change-session-roles', 'secretsmanager:GetSecretValue')).toEqual([
      { resources: [arn('secretsmanager', 'secret:countersign/*')], conditions: undefined },
    ]);
  });

  it('is called by those who open, prolong and end sessions, and by nobody else', () => {
    const callers = statements.filter(
      ({ actions, resources }) =>
        actions.includes('lambda:InvokeFunction') && resources.some((name) => name.includes('ChangeSessionRoles')),
    );

    expect(new Set(callers.map(({ who }) => who))).toEqual(
      new Set(['close-access', 'dispatch-effects', 'open-session']),
    );
  });
});
