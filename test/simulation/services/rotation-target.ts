import type { Login, RotateSecret } from '../../../lambdas/application/ports/secret-ports.ts';
import type { Random } from '../engine/random.ts';
import type { Timeline } from '../engine/timeline.ts';

/** Stands in every password: where it is seen outside the target, a secret has leaked. */
export const CANARY = 'canary-of-the-simulation';

interface Secret {
  /** How often the password was changed. */
  version: number;
  /** The rotations that were finished, the newest first. */
  readonly finished: string[];
  running?: string | undefined;
}

export interface TargetWorld {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly broken: () => number;
  /** A password was changed. */
  readonly changed: (secret: string) => void;
}

/**
 * Secrets Manager and the database behind it: a rotation takes its time, may break off, and the same token is the same
 * rotation; while one runs, asking for another only waits for it (see `adapters/secretsmanager/rotate-secret.ts`).
 */
export const makeRotationTarget = ({ timeline, random, broken, changed }: TargetWorld) => {
  const secrets = new Map<string, Secret>();
  const secretOf = (name: string): Secret => {
    const secret = secrets.get(name) ?? { version: 1, finished: [] };
    secrets.set(name, secret);
    return secret;
  };
  const finish = (name: string, secret: Secret, token: string): void => {
    secret.running = undefined;
    if (random.chance(broken())) return;
    secret.version += 1;
    secret.finished.unshift(token);
    changed(name);
  };
  const rotateSecret: RotateSecret = async (name, token) => {
    const secret = secretOf(name);
    // AWSCURRENT or AWSPREVIOUS.
    if (secret.finished.slice(0, 2).includes(token)) return 'confirmed';
    if (secret.running === undefined) {
      secret.running = token;
      timeline.at(timeline.now() + random.between(200, 20_000), () => finish(name, secret, token));
    }
    return 'in-progress';
  };
  const readSecret = async (name: string): Promise<Login> => ({
    username: name,
    password: `${CANARY}-${secretOf(name).version}`,
  });
  return {
    rotateSecret,
    readSecret,
    secretExists: async () => true,
    version: (name: string): number => secretOf(name).version,
  };
};

/** Which of a secret's passwords this is. */
export const versionOf = ({ password }: Login): number => Number(password.slice(CANARY.length + 1));
