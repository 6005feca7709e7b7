import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, expect, it } from 'vitest';
import { newUlid, pause } from '../../lambdas/adapters/runtime/runtime.ts';
import { rotateSecret } from '../../lambdas/adapters/secretsmanager/rotate-secret.ts';
import { rotationToken } from '../../lambdas/application/closing/close-password.ts';
import { ACCOUNT, ROOT } from '../../local/process/environment.ts';
import { startCloud } from './cloud.ts';

const cloud = await startCloud();
afterAll(() => cloud.stop());

const { awsEndpoint: endpoint, region } = cloud.settings;
const sdk = { endpoint, region, credentials: ROOT };
const iam = new IAMClient(sdk);
const secrets = new SecretsManagerClient(sdk);
const functionArn = `arn:aws:lambda:${region}:${ACCOUNT}:function:countersign-rotate-password`;
const rotating = (looks: number) => rotateSecret(secrets, { functionArn, looks, pauseMillis: 100, pause });

/** A secret with the key of a new user below the path. */
const aKeySecret = async (Path: string) => {
  const UserName = `deployer-${newUlid()}`;
  await iam.send(new CreateUserCommand({ UserName, Path }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const key = { username: AccessKey?.AccessKeyId, password: AccessKey?.SecretAccessKey };
  const Name = `countersign/${UserName}`;
  const SecretString = JSON.stringify({ engine: 'aws-iam', iamUser: UserName, ...key });
  await secrets.send(new CreateSecretCommand({ Name, SecretString }));
  return { Name, UserName };
};

const held = async (SecretId: string) => {
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  return JSON.parse(SecretString) as { username: string; password: string };
};

/** Whom AWS takes the holder of this key for, or how it refuses. */
const signedIn = async ({ username, password }: Awaited<ReturnType<typeof held>>): Promise<string | undefined> => {
  const credentials = { accessKeyId: username, secretAccessKey: password };
  try {
    return (await new STSClient({ ...sdk, credentials }).send(new GetCallerIdentityCommand({}))).Arn;
  } catch (error) {
    return (error as Error).name;
  }
};

it('changes the access key of a user below the path, again and again, and each old key is refused', async () => {
  const { Name, UserName } = await aKeySecret('/countersign/');
  const user = `arn:aws:iam::${ACCOUNT}:user/countersign/${UserName}`;

  for (let time = 0; time < 3; time += 1) {
    const old = await held(Name);
    expect(await signedIn(old)).toBe(user);

    expect(await rotating(15)(Name, rotationToken(newUlid()))).toBe('confirmed');

    expect(await signedIn(old)).toBe('InvalidClientTokenId');
    expect(await signedIn(await held(Name))).toBe(user);
  }
});

it('leaves the key of a user outside the path as it is: the role may not touch it', async () => {
  const { Name, UserName } = await aKeySecret('/');
  const before = await held(Name);

  expect(await rotating(8)(Name, rotationToken(newUlid()))).toBe('in-progress');

  expect(await held(Name)).toEqual(before);
  expect(await signedIn(before)).toBe(`arn:aws:iam::${ACCOUNT}:user/${UserName}`);
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName }));
  expect(AccessKeyMetadata).toMatchObject([{ AccessKeyId: before.username, Status: 'Active' }]);
});
