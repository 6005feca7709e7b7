import { makeRotatePassword, type RotationStep } from '../../../lambdas/application/closing/rotate-password.ts';
import type { CredentialSecret, RotationTarget } from '../../../lambdas/application/ports/rotation-ports.ts';
import { crashingAt, untilDone } from '../fakes/crash.ts';
import { inMemorySecret } from '../fakes/secret-versions.ts';
import type { TriedServer } from './rotation-target-contract.ts';

/** Makes one call to a server; a test may fail instead. */
export type Through = <T>(call: () => Promise<T>) => Promise<T>;

export interface Death {
  readonly nth: number;
  readonly when: 'before' | 'after';
  readonly of: 'of its ports' | 'to the server';
}

const STEPS: readonly RotationStep[] = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];
const SECRET = 'countersign/tried';
const never = Number.POSITIVE_INFINITY;
const straight: Through = (call) => call();

/** A new account whose secret is in memory, and the real four steps between the secret and the real server. */
export const aRotation = async (server: TriedServer) => {
  const account = await server.makeAccount();
  const secret = inMemorySecret(account.secret);
  const made: CredentialSecret[] = [account.secret];
  const portsWith = (through: Through) => ({
    versions: secret.versions,
    targets: { [account.secret.engine]: remembering(account.target(through), made) },
    secretPrefix: 'countersign/',
  });
  const stepsWith = async (ports: ReturnType<typeof portsWith>, token: string) => {
    for (const step of STEPS) await makeRotatePassword(ports)({ step, secretId: SECRET, token });
  };
  const steps = (token: string) => stepsWith(portsWith(straight), token);

  /** Rotates until the death. @returns whether the call that dies was reached */
  const die = async (token: string, { nth, when, of }: Death): Promise<boolean> => {
    secret.announce(token);
    const server = crashingAt<{ call: Through }>({ call: straight }, of === 'to the server' ? nth : never, when);
    const ports = crashingAt(portsWith(server.ports.call), of === 'of its ports' ? nth : never, when);
    await stepsWith(ports.ports, token).catch(() => undefined);
    return of === 'to the server' ? server.crashed() : ports.crashed();
  };

  const worksOf = (each: CredentialSecret | undefined) => (each ? server.works(each) : false);
  const usable = async (): Promise<number> => {
    if (account.usable) return account.usable();
    return (await Promise.all(made.map(server.works))).filter(Boolean).length;
  };
  return {
    first: account.secret,
    current: secret.current,
    announce: secret.announce,
    /** All credentials that any attempt came to know. */
    made: () => made,
    step: (step: RotationStep, token: string) =>
      makeRotatePassword(portsWith(straight))({ step, secretId: SECRET, token }),
    steps,
    rotate: (token: string) => {
      secret.announce(token);
      return steps(token);
    },
    die,
    resume: (token: string) => untilDone(() => steps(token)),
    standing: async () => ({ current: await server.works(secret.current()), usable: await usable() }),
    /** Whether a credential that the vault holds works, be it the current one or the one that is being made. */
    vaultWorks: async () => {
      const held = [secret.current(), ...Object.keys(secret.stages).map((id) => secret.values[id])];
      return (await Promise.all(held.map(worksOf))).includes(true);
    },
  };
};

const remembering = (target: RotationTarget, made: CredentialSecret[]): RotationTarget => ({
  ...target,
  renew: async (current) => {
    const next = await target.renew(current);
    made.push(next);
    return next;
  },
});
