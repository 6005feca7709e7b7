import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Capability,
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { vi } from 'vitest';
import {
  type Emulator,
  type EmulatorOptions,
  orderPowerCut,
  type PowerCut,
  restartEmulator,
  startEmulator,
} from '../../local/emulator/emulator.ts';
import { ensureEnvironment } from '../../local/emulator/python.ts';
import { REGION, ROOT } from '../../local/process/environment.ts';
import { claimPort } from '../../local/process/ports.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Reads `find` until it gives something; fails after ten seconds. */
export const eventually = <T>(find: () => Promise<T | undefined>): Promise<T> =>
  vi.waitFor(
    async () => {
      const found = await find();
      if (found === undefined) throw new Error('nothing came');
      return found;
    },
    { timeout: 10_000, interval: 25 },
  );

/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string;
}

/** A role named `<name>-role` that this AWS service takes on, and that may do `actions` on everything. */
export const aRole = (name: string, service: string, actions: readonly string[]): Resource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: `${name}-role`,
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' }],
    },
    Policies: actions.length === 0 ? [] : [{ PolicyName: 'own', PolicyDocument: { Statement: [allow(actions)] } }],
  },
});

const allow = (Action: readonly string[]) => ({ Effect: 'Allow', Action, Resource: '*' });

/** A Lambda of inline code with a role that may do `actions` on everything. */
export const aFunction = (name: string, code: string, actions: readonly string[] = []): Record<string, Resource> => ({
  [`${name}Role`]: aRole(name, 'lambda', actions),
  [name]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
      Code: { ZipFile: code },
    },
  },
});

const created = async (cloudFormation: CloudFormationClient, StackName: string): Promise<string | undefined> => {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const status = Stacks?.[0]?.StackStatus ?? '';
  if (/FAILED|ROLLBACK/.test(status)) throw new Error(`${StackName}: ${status} ${Stacks?.[0]?.StackStatusReason}`);
  return status === 'CREATE_COMPLETE' ? status : undefined;
};

/** A corrected emulator on a free port with files of its own, until `stop`. */
export const runEmulator = async (nodeHosts: Readonly<Record<string, string>> = {}, mailPort = 9) => {
  const dir = await mkdtemp(join(tmpdir(), 'countersign-test-'));
  const cache = join(root, '.local', 'venv');
  const python = await ensureEnvironment(cache, join(root, 'local', 'requirements.txt'), () => undefined);
  const ledger = join(dir, 'processes.json');
  await writeFile(ledger, '[]');
  const options: EmulatorOptions = {
    python,
    dir: join(dir, 'aws'),
    port: await claimPort('emulator'),
    mailPort,
    nodeHosts,
    ledger,
    keep: async (child) => child,
  };
  let emulator: Emulator = await startEmulator(options);
  const sdk = { endpoint: emulator.endpoint, region: REGION, credentials: ROOT };
  const cloudFormation = new CloudFormationClient(sdk);

  /** Makes these resources; resolves when they are there. */
  const create = async (StackName: string, Resources: Readonly<Record<string, Resource>>, Conditions = {}) => {
    const TemplateBody = JSON.stringify({ Conditions, Resources });
    const Capabilities: Capability[] = ['CAPABILITY_NAMED_IAM'];
    await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities }));
    await eventually(() => created(cloudFormation, StackName));
  };

  /** What AWS calls the resource of a stack: its id or name. */
  const resourceId = async (StackName: string, LogicalResourceId: string): Promise<string> => {
    const found = await cloudFormation.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId }));
    return found.StackResourceDetail?.PhysicalResourceId ?? '';
  };

  /** Starts it again after a cut of power. */
  const restart = async () => {
    emulator = await restartEmulator(options);
  };

  const stop = async () => {
    await emulator.stop();
    await rm(dir, { recursive: true, force: true });
  };
  return { sdk, create, resourceId, orderPowerCut: (cut: PowerCut) => orderPowerCut(options.dir, cut), restart, stop };
};
