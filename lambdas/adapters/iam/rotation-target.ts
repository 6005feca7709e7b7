import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  type IAMClient,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import { Fault } from '../../application/fault.ts';
import type { CredentialSecret, RotationTarget } from '../../application/ports/rotation-ports.ts';
import { credentialSecret, inShape } from '../secretsmanager/secret-shape.ts';

/** `username` is the id of the access key and `password` its secret; `iamUser` is whose key it is. */
const accessKeySecret = credentialSecret.extend({ iamUser: z.string().min(1) });

/** An access key, as clients of AWS take it. */
export interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface AccessKeyPorts {
  readonly iam: Pick<IAMClient, 'send'>;
  /** A client that signs with this key. */
  readonly sts: (key: KeyPair) => Pick<STSClient, 'send'>;
  /** How often and how long apart to try a new key: it takes some seconds to be known everywhere. */
  readonly looks: number;
  readonly pauseMillis: number;
  readonly pause: (millis: number) => Promise<void>;
}

/**
 * The access key of an IAM user, engine `aws-iam`. The user belongs to the credential alone: of its keys, of which IAM
 * allows two, all but the one that the vault holds are made inactive, and deleted by the rotation after.
 */
export const accessKeyTarget = (ports: AccessKeyPorts): RotationTarget => ({
  renew: (current) => newKey(ports.iam, current),
  set: (next) => makeOthersInactive(ports.iam, next),
  test: (next) => signWith(ports, next),
});

const newKey = async (iam: AccessKeyPorts['iam'], current: CredentialSecret): Promise<CredentialSecret> => {
  const { iamUser: UserName, username } = shape(current);
  await deleteOthers(iam, UserName, username);
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  if (!(AccessKey?.AccessKeyId && AccessKey.SecretAccessKey))
    throw new Fault('AccessKeyMissing', `IAM answered without a new access key of ${UserName}`);
  return { ...current, username: AccessKey.AccessKeyId, password: AccessKey.SecretAccessKey };
};

/** What is there besides the current key is the one before it, or was made by an attempt that died: nobody holds it. */
const deleteOthers = async (iam: AccessKeyPorts['iam'], UserName: string, current: string): Promise<void> => {
  const keys = await keysOf(iam, UserName);
  const others = keys.filter(({ AccessKeyId }) => AccessKeyId !== current);
  if (others.length > 0 && others.length === keys.length)
    throw new Fault('AccessKeyMissing', `the key in the secret is not one of ${UserName}: write one that is`);
  for (const { AccessKeyId } of others) await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
};

const makeOthersInactive = async (iam: AccessKeyPorts['iam'], next: CredentialSecret): Promise<void> => {
  const { iamUser: UserName, username } = shape(next);
  const keys = await keysOf(iam, UserName);
  // Never the last key that works: whoever deleted the new one has to say which is right.
  if (!keys.some(({ AccessKeyId }) => AccessKeyId === username))
    throw new Fault(
      'AccessKeyMissing',
      `${UserName} does not have the new access key: its others are left as they are`,
    );
  for (const { AccessKeyId, Status } of keys) {
    if (AccessKeyId === username || Status === 'Inactive') continue;
    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }));
  }
};

/** A call that needs no permission and that no other key can sign. */
const signWith = async (ports: AccessKeyPorts, next: CredentialSecret): Promise<void> => {
  const { iamUser, username, password } = shape(next);
  const sts = ports.sts({ accessKeyId: username, secretAccessKey: password });
  for (let look = 0; look < ports.looks; look += 1) {
    if (await isKnown(sts)) return;
    await ports.pause(ports.pauseMillis);
  }
  throw new Fault('AccessKeyRefused', `the new access key of ${iamUser} is not known to AWS yet`);
};

const isKnown = async (sts: Pick<STSClient, 'send'>): Promise<boolean> => {
  try {
    await sts.send(new GetCallerIdentityCommand({}));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidClientTokenId') return false;
    throw error;
  }
};

const keysOf = async (iam: AccessKeyPorts['iam'], UserName: string) =>
  (await iam.send(new ListAccessKeysCommand({ UserName }))).AccessKeyMetadata ?? [];

const shape = (secret: CredentialSecret): z.output<typeof accessKeySecret> =>
  inShape(accessKeySecret, secret, `the secret of ${secret.username}`);
