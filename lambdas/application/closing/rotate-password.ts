import { Fault } from '../fault.ts';
import type { CredentialSecret, RotationTarget, RotationTargets, SecretVersions } from '../ports/rotation-ports.ts';

export type RotationStep = 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';

export interface RotationOrder {
  readonly step: RotationStep;
  readonly secretId: string;
  readonly token: string;
}

export interface RotationPorts {
  readonly versions: SecretVersions;
  readonly targets: RotationTargets;
  /** Only secrets whose name starts with this are the credentials of this deployment. */
  readonly secretPrefix: string;
}

/**
 * Secrets Manager's four rotation steps (seed 1; design.md 5), whatever the server. Each may be repeated: a rotation
 * that was cut anywhere goes on to one new credential, never to two.
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
      case 'testSecret':
        return usePending(ports, order);
      case 'finishSecret':
        return finishSecret(ports.versions, order, stages);
    }
  };

/** Nothing outside the prefix is touched, whoever asks, and only a version that is being made. */
const admit = async ({ versions, secretPrefix }: RotationPorts, { secretId, token }: RotationOrder) => {
  const name = nameOf(secretId);
  if (!name.startsWith(secretPrefix))
    throw new Fault('SecretRefused', `secret ${name} does not start with ${secretPrefix}`, { retryable: false });
  const stages = await versions.stages(secretId);
  if (!stages[token]) throw new Fault('RotationRefused', `secret ${name} has no version ${token} in rotation`);
  return stages;
};

const nameOf = (secretId: string): string => secretId.split(':secret:')[1] ?? secretId;

const targetOf = ({ targets }: RotationPorts, secretId: string, { engine }: CredentialSecret): RotationTarget => {
  const target = Object.hasOwn(targets, engine) ? targets[engine] : undefined;
  if (target) return target;
  const known = Object.keys(targets).join(', ');
  throw new Fault('EngineUnknown', `secret ${nameOf(secretId)} names an unknown engine: write one of ${known}`, {
    retryable: false,
  });
};

/** Once it is written, the version keeps its value: a repeat makes no second credential. */
const createSecret = async (ports: RotationPorts, { secretId, token }: RotationOrder): Promise<void> => {
  if (await ports.versions.readPending(secretId, token)) return;
  const current = await ports.versions.readCurrent(secretId);
  const next = await targetOf(ports, secretId, current).renew(current);
  await ports.versions.writePending(secretId, token, next);
};

const usePending = async (ports: RotationPorts, { step, secretId, token }: RotationOrder): Promise<void> => {
  const next = await ports.versions.readPending(secretId, token);
  if (!next) throw new Fault('RotationRefused', `version ${token} of the secret was not created yet`);
  const target = targetOf(ports, secretId, next);
  await (step === 'setSecret' ? target.set(next) : target.test(next));
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
