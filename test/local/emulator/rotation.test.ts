import { randomUUID } from 'node:crypto';
import {
  CancelRotateSecretCommand,
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFunction, eventually, type Resource, runEmulator } from '../running-emulator.ts';

const emulator = await runEmulator();
afterAll(() => emulator.stop());
const secrets = new SecretsManagerClient(emulator.sdk);
const arnOf = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/** The four steps; `testSecret` fails while the present value is the name of a secret that says `down`. */
const rotator = `
const { createRequire } = require('node:module');
const sm = createRequire(${JSON.stringify(import.meta.url)})('@aws-sdk/client-secrets-manager');
const client = new sm.SecretsManagerClient({});
const steps = {
  createSecret: async ({ SecretId, ClientRequestToken }) => {
    const read = { SecretId, VersionId: ClientRequestToken, VersionStage: 'AWSPENDING' };
    const made = await client.send(new sm.GetSecretValueCommand(read)).catch((error) => error.name);
    if (made !== 'ResourceNotFoundException') return;
    const SecretString = 'new ' + ClientRequestToken;
    await client.send(new sm.PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString, VersionStages: ['AWSPENDING'] }));
  },
  setSecret: async () => {},
  testSecret: async ({ SecretId }) => {
    const { SecretString: name } = await client.send(new sm.GetSecretValueCommand({ SecretId }));
    if (!name.startsWith('secret-')) return;
    const { SecretString } = await client.send(new sm.GetSecretValueCommand({ SecretId: name }));
    if (SecretString === 'down') throw new Error('refused');
  },
  finishSecret: async ({ SecretId, ClientRequestToken }) => {
    const { VersionIdsToStages } = await client.send(new sm.DescribeSecretCommand({ SecretId }));
    const [RemoveFromVersionId] = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes('AWSCURRENT'));
    const move = { SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: ClientRequestToken, RemoveFromVersionId };
    await client.send(new sm.UpdateSecretVersionStageCommand(move));
  },
};
exports.handler = (event) => steps[event.Step](event);`;

const permission: Resource = {
  Type: 'AWS::Lambda::Permission',
  Properties: {
    FunctionName: { Ref: 'rotator' },
    Action: 'lambda:InvokeFunction',
    Principal: 'secretsmanager.amazonaws.com',
  },
};

const aSecret = async (SecretString: string) => {
  const SecretId = `secret-${randomUUID()}`;
  await secrets.send(new CreateSecretCommand({ Name: SecretId, SecretString }));
  const value = async (VersionStage?: string) => {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId, VersionStage }));
    return SecretString;
  };
  const rotate = (ClientRequestToken: string, by = 'rotator') =>
    secrets.send(new RotateSecretCommand({ SecretId, ClientRequestToken, RotationLambdaARN: arnOf(by) }));
  const stagesOf = async (version: string) => {
    const { VersionIdsToStages } = await secrets.send(new DescribeSecretCommand({ SecretId }));
    return VersionIdsToStages?.[version];
  };
  const current = (version: string) =>
    eventually(async () => (await stagesOf(version))?.find((stage) => stage === 'AWSCURRENT'));
  const filled = () => eventually(() => value('AWSPENDING').catch(() => undefined));
  return { SecretId, value, rotate, stagesOf, current, filled };
};

beforeAll(async () => {
  const code = 'exports.handler = async () => {};';
  const functions = { ...aFunction('rotator', rotator, ['secretsmanager:*']), ...aFunction('stranger', code) };
  await emulator.create('rotation', { ...functions, permission });
});

describe('RotateSecret', () => {
  it('gives the secret the version of its token through the four steps of the Lambda', async () => {
    const { rotate, value, current } = await aSecret('old');
    const token = randomUUID();

    expect(await rotate(token)).toMatchObject({ VersionId: token });

    await current(token);
    expect(await value()).toBe(`new ${token}`);
    expect(await value('AWSPREVIOUS')).toBe('old');
  });

  it('is the same rotation when its token is repeated, during and after it', async () => {
    const { rotate, value, current } = await aSecret('old');
    const token = randomUUID();

    await Promise.all([rotate(token), rotate(token), rotate(token)]);
    await current(token);
    expect(await rotate(token)).toMatchObject({ VersionId: token });

    expect([await value(), await value('AWSPREVIOUS')]).toEqual([`new ${token}`, 'old']);
  });

  it('leaves AWSCURRENT where it is when a step fails, and goes on when the token is repeated', async () => {
    const database = await aSecret('down');
    const { rotate, value, current, filled, stagesOf } = await aSecret(database.SecretId);
    const token = randomUUID();
    await rotate(token);
    await filled();
    expect([await value(), await stagesOf(token)]).toEqual([database.SecretId, ['AWSPENDING']]);

    await secrets.send(new PutSecretValueCommand({ SecretId: database.SecretId, SecretString: 'up' }));
    await eventually(async () => (await rotate(token)) && (await stagesOf(token))?.find((s) => s === 'AWSCURRENT'));

    await current(token);
    expect(await value()).toBe(`new ${token}`);
  });

  it('refuses another token while a rotation is unfinished', async () => {
    const database = await aSecret('down');
    const { rotate, filled } = await aSecret(database.SecretId);
    await rotate(randomUUID());
    await filled();

    const second = rotate(randomUUID());

    await expect(second).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: expect.stringContaining("A previous rotation isn't complete"),
    });
  });

  it('refuses a Lambda that Secrets Manager may not invoke', async () => {
    const { rotate } = await aSecret('old');

    await expect(rotate(randomUUID(), 'stranger')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it.each(['short', 'x'.repeat(65)])('refuses the token %s: AWS takes 32 to 64 characters', async (token) => {
    const { rotate } = await aSecret('old');

    await expect(rotate(token)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('CancelRotateSecret', () => {
  it('turns rotation off and leaves the pending version pending', async () => {
    const database = await aSecret('down');
    const { SecretId, rotate, filled, stagesOf } = await aSecret(database.SecretId);
    const token = randomUUID();
    await rotate(token);
    await filled();

    expect(await secrets.send(new CancelRotateSecretCommand({ SecretId }))).toMatchObject({ VersionId: token });

    const { RotationEnabled } = await secrets.send(new DescribeSecretCommand({ SecretId }));
    expect([RotationEnabled, await stagesOf(token)]).toEqual([false, ['AWSPENDING']]);
  });
});

describe('a version of a secret', () => {
  it('keeps the value that it was first given', async () => {
    const { SecretId } = await aSecret('old');
    const put = (SecretString: string, ClientRequestToken: string) =>
      secrets.send(new PutSecretValueCommand({ SecretId, SecretString, ClientRequestToken }));
    const token = randomUUID();
    await put('first', token);

    expect(await put('first', token)).toMatchObject({ VersionId: token });
    await expect(put('second', token)).rejects.toMatchObject({ name: 'ResourceExistsException' });
  });
});
