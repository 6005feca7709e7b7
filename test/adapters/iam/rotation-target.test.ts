import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, describe, expect, it } from 'vitest';
import { accessKeyTarget, type KeyPair } from '../../../lambdas/adapters/iam/rotation-target.ts';
import type { CredentialSecret } from '../../../lambdas/application/ports/rotation-ports.ts';
import { runEmulator } from '../../local/running-emulator.ts';
import type { Through } from '../../support/contracts/rotation-run.ts';
import { rotationTargetContract } from '../../support/contracts/rotation-target-contract.ts';

const emulator = await runEmulator();
afterAll(() => emulator.stop());
const iam = new IAMClient(emulator.sdk);

const keyOf = ({ username, password }: CredentialSecret): KeyPair => ({
  accessKeyId: username,
  secretAccessKey: password,
});
const works = async (secret: CredentialSecret): Promise<boolean> => {
  try {
    await new STSClient({ ...emulator.sdk, credentials: keyOf(secret) }).send(new GetCallerIdentityCommand({}));
    return true;
  } catch (error) {
    if ((error as Error).name === 'InvalidClientTokenId') return false;
    throw error;
  }
};

/** A client, every request of which goes through `through`. */
const clientThrough = <C extends IAMClient | STSClient>(client: C, through: Through): C => {
  const send = client.send.bind(client) as (command: unknown) => Promise<unknown>;
  return Object.assign(client, { send: (command: unknown) => through(() => send(command)) });
};

const aUser = async (): Promise<CredentialSecret> => {
  const UserName = `user-${crypto.randomUUID()}`;
  await iam.send(new CreateUserCommand({ UserName, Path: '/countersign/' }));
  return { engine: 'aws-iam', iamUser: UserName, ...(await aKey(UserName)) };
};
const aKey = async (UserName: string) => {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { username: AccessKey?.AccessKeyId ?? '', password: AccessKey?.SecretAccessKey ?? '' };
};
const keysOf = async ({ iamUser }: CredentialSecret) =>
  (await iam.send(new ListAccessKeysCommand({ UserName: String(iamUser) }))).AccessKeyMetadata ?? [];

const patience = { looks: 3, pauseMillis: 5, pause: async () => undefined };
const targetThrough = (through: Through) =>
  accessKeyTarget({
    iam: clientThrough(new IAMClient(emulator.sdk), through),
    sts: (credentials) => clientThrough(new STSClient({ ...emulator.sdk, credentials }), through),
    ...patience,
  });
const target = targetThrough((call) => call());

const makeAccount = async () => {
  const secret = await aUser();
  const usable = async () => (await keysOf(secret)).filter(({ Status }) => Status === 'Active').length;
  return { secret, target: targetThrough, usable };
};

rotationTargetContract('An IAM access key', { makeAccount, works, required: ['iamUser'] });

describe('the access keys of a user', () => {
  it('are the one that the vault holds, and the one before it, inactive', async () => {
    const secret = await aUser();
    const next = await target.renew(secret);

    await target.set(next);

    expect(await keysOf(secret)).toMatchObject([
      { AccessKeyId: secret.username, Status: 'Inactive' },
      { AccessKeyId: next.username, Status: 'Active' },
    ]);
  });

  it('are left as they are when the new one is gone: the last that works is not made inactive', async () => {
    const secret = await aUser();
    const next = await target.renew(secret);
    await iam.send(new DeleteAccessKeyCommand({ UserName: String(secret['iamUser']), AccessKeyId: next.username }));

    await expect(target.set(next)).rejects.toMatchObject({ name: 'AccessKeyMissing' });

    expect(await works(secret)).toBe(true);
  });

  it('are left as they are when the secret holds the key of somebody else', async () => {
    const [secret, other] = [await aUser(), await aUser()];
    const wrong = { ...secret, username: other.username, password: other.password };

    await expect(target.renew(wrong)).rejects.toMatchObject({
      name: 'AccessKeyMissing',
      message: `the key in the secret is not one of ${secret['iamUser']}: write one that is`,
    });

    expect(await keysOf(secret)).toHaveLength(1);
  });
});

describe('a new access key', () => {
  it('is tried again while AWS does not know it yet, and given up on in the end', async () => {
    const secret = await aUser();
    const pauses: number[] = [];
    const unknown = { ...secret, username: `AKIA${'X'.repeat(16)}` };
    const patient = accessKeyTarget({
      iam,
      sts: (credentials) => new STSClient({ ...emulator.sdk, credentials }),
      ...patience,
      pause: async (millis) => void pauses.push(millis),
    });

    await expect(patient.test(unknown)).rejects.toMatchObject({ name: 'AccessKeyRefused', retryable: true });

    expect(pauses).toEqual([5, 5, 5]);
  });
});
