import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFunction, type Resource, runEmulator } from '../running-emulator.ts';

const emulator = await runEmulator();
afterAll(() => emulator.stop());
const iam = new IAMClient(emulator.sdk);
const lambda = new LambdaClient(emulator.sdk);

/** Asks for the keys of each user of its event with its own role, and answers what became of it. */
const clerk = `
const { IAMClient, ListAccessKeysCommand } =
  require('node:module').createRequire(${JSON.stringify(import.meta.url)})('@aws-sdk/client-iam');
exports.handler = (users) => Promise.all(users.map((UserName) =>
  new IAMClient({}).send(new ListAccessKeysCommand({ UserName })).then(() => 'done', (error) => error.name)));`;

const policy: Resource = {
  Type: 'AWS::IAM::Policy',
  Properties: {
    PolicyName: 'clerk',
    Roles: ['clerk-role'],
    PolicyDocument: {
      Statement: [
        { Effect: 'Allow', Action: 'iam:ListAccessKeys', Resource: 'arn:aws:iam::000000000000:user/countersign/*' },
      ],
    },
  },
  DependsOn: 'clerkRole',
};

const aUser = async (UserName: string, Path = '/') => {
  await iam.send(new CreateUserCommand({ UserName, Path }));
  return UserName;
};
const aKey = async (UserName: string) => {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
};
const who = async (credentials: { accessKeyId: string; secretAccessKey: string }): Promise<string | undefined> => {
  try {
    return (await new STSClient({ ...emulator.sdk, credentials }).send(new GetCallerIdentityCommand({}))).Arn;
  } catch (error) {
    return (error as Error).name;
  }
};

beforeAll(() => emulator.create('access-keys', { ...aFunction('clerk', clerk), policy }));

describe('an access key', () => {
  it('says who its user is, until it is inactive, deleted, or signs with another secret', async () => {
    const UserName = await aUser('ana', '/countersign/');
    const [first, second] = [await aKey(UserName), await aKey(UserName)];
    expect(await who(first)).toBe('arn:aws:iam::000000000000:user/countersign/ana');

    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: first.accessKeyId, Status: 'Inactive' }));

    expect(await who(first)).toBe('InvalidClientTokenId');
    expect(await who({ ...second, secretAccessKey: first.secretAccessKey })).toBe('SignatureDoesNotMatch');
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: second.accessKeyId }));
    expect(await who(second)).toBe('InvalidClientTokenId');
  });

  it('is refused as the third of a user', async () => {
    const user = await aUser('bruno');
    await aKey(user);
    await aKey(user);

    await expect(aKey(user)).rejects.toMatchObject({ name: 'LimitExceededException' });
  });

  it('is deleted under the name of its own user alone', async () => {
    const key = await aKey(await aUser('carla'));
    const UserName = await aUser('dora');

    const deletion = iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: key.accessKeyId }));

    await expect(deletion).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});

describe('with IAM enforced, a role', () => {
  it('reaches the users below the path that it was given, and no others', async () => {
    const users = [await aUser('eva', '/countersign/'), await aUser('alex'), await aUser('fabio', '/other/')];
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'clerk', Payload: JSON.stringify(users) }));

    expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toEqual(['done', 'AccessDenied', 'AccessDenied']);
  });
});
