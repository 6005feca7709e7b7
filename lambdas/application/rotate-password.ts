import { Fault } from './fault.ts';
import type { DatabaseAccount, DatabaseSecret, SecretVersions } from './rotation-ports.ts';

export type RotationStep = 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';

export interface RotationOrder {
  readonly step: RotationStep;
  readonly secretId: string;
  readonly token: string;
}

export interface RotationPorts {
  readonly versions: SecretVersions;
  readonly account: DatabaseAccount;
  /** A password that was never used before: ASCII, at least 128 random bits. */
  readonly newPassword: () => string;
  /** Only secrets whose name starts with this are the credentials of this deployment. */
  readonly secretPrefix: string;
}

/**
 * Secrets Manager's four rotation steps (seed 1; design.md 5). Each may be repeated: a rotation that was cut anywhere goes
 * on to one new password, never to two.
 */
export const makeRotatePassword =
  (ports: RotationPorts) =>
  async (order: RotationOrder): Promise<void> => {
    const stages = await admit(ports, order);
    if (stages[order.token]?.includes('AWSCURRENT')) return;
    switch (order.step) {
      case 'createSecret':
        return createSecret(ports, order);
      case 'setSecret':
        return setSecret(ports, order);
      case 'testSecret':
        return ports.account.logIn(await pending(ports.versions, order));
      case 'finishSecret':
        return finishSecret(ports.versions, order, stages);
    }
  };

/** Nothing outside the prefix is touched, whoever asks, and only a version that is being made. */
const admit = async ({ versions, secretPrefix }: RotationPorts, { secretId, token }: RotationOrder) => {
  const name = secretId.split(':secret:')[1] ?? secretId;
  if (!name.startsWith(secretPrefix))
    throw new Fault('SecretRefused', `secret ${name} does not start with ${secretPrefix}`, { retryable: false });
  const stages = await versions.stages(secretId);
  if (!stages[token]) throw new Fault('RotationRefused', `secret ${name} has no version ${token} in rotation`);
  return stages;
};

const createSecret = async (
  { versions, newPassword }: RotationPorts,
  { secretId, token }: RotationOrder,
): Promise<void> => {
  if (await versions.readPending(secretId, token)) return;
  const current = await versions.readCurrent(secretId);
  await versions.writePending(secretId, token, { ...current, password: newPassword() });
};

const setSecret = async ({ versions, account }: RotationPorts, order: RotationOrder): Promise<void> => {
  const next = await pending(versions, order);
  await account.setPassword(next, await versions.readRotator(next.masterarn));
};

const finishSecret = async (
  versions: SecretVersions,
  { secretId, token }: RotationOrder,
  stages: Readonly<Record<string, readonly string[]>>,
): Promise<void> => {
  const current = Object.entries(stages).find(([, names]) => names.includes('AWSCURRENT'))?.[0];
  if (!current) throw new Fault('RotationRefused', `secret ${secretId} has no current version`);
  await versions.makeCurrent(secretId, token, current);
};

const pending = async (versions: SecretVersions, { secretId, token }: RotationOrder): Promise<DatabaseSecret> => {
  const secret = await versions.readPending(secretId, token);
  if (!secret) throw new Fault('RotationRefused', `version ${token} of the secret was not created yet`);
  return secret;
};
