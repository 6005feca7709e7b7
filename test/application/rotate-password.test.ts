import { describe, expect, it } from 'vitest';
import { makeRotatePassword, type RotationStep } from '../../lambdas/application/rotate-password.ts';
import type { DatabaseSecret, SecretVersions } from '../../lambdas/application/rotation-ports.ts';
import { crashingAt, untilDone } from '../support/fakes/crash.ts';

const current: DatabaseSecret = {
  engine: 'postgres',
  host: '127.0.0.1',
  port: 5432,
  dbname: 'orders',
  username: 'orders_admin',
  password: 'old',
  masterarn: 'countersign/rotator',
  ssl: true,
};
const rotator = { username: 'rotator', password: 'of the rotator' };
const steps: readonly RotationStep[] = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

/** A secret with one version, whose rotation to `token` was begun, and its database. */
const aSecret = () => {
  const stages: Record<string, string[]> = { first: ['AWSCURRENT'], token: ['AWSPENDING'] };
  const values: Record<string, DatabaseSecret | undefined> = { first: current };
  let made = 0;
  let database = 'old';
  const set: string[] = [];
  const versions: SecretVersions = {
    stages: async () => structuredClone(stages),
    readCurrent: async () => current,
    readPending: async (_secretId, token) => values[token],
    readRotator: async (secretId) => ({ ...rotator, username: `${rotator.username} of ${secretId}` }),
    writePending: async (_secretId, token, secret) => {
      values[token] = secret;
    },
    makeCurrent: async (_secretId, token, from) => {
      stages[from] = ['AWSPREVIOUS'];
      stages[token] = ['AWSCURRENT'];
    },
  };
  const account = {
    setPassword: async (secret: DatabaseSecret, by: typeof rotator) => {
      set.push(`${secret.username} by ${by.username}`);
      database = secret.password;
    },
    logIn: async (secret: DatabaseSecret) => {
      if (secret.password !== database) throw new Error('password authentication failed');
    },
  };
  const newPassword = (): string => {
    made += 1;
    return `new-${made}`;
  };
  const ports = { versions, account, newPassword, secretPrefix: 'countersign/' };
  return { ports, stages, values, set, database: () => database };
};
const order = (step: RotationStep, secretId = 'countersign/orders-admin', token = 'token') => ({
  step,
  secretId,
  token,
});
const rotateWith = async (ports: ReturnType<typeof aSecret>['ports']) => {
  for (const step of steps) await makeRotatePassword(ports)(order(step));
};

describe('the four steps of a rotation', () => {
  it('make a new password, set it by the rotator, try it, and make it the current one', async () => {
    const secret = aSecret();

    await rotateWith(secret.ports);

    expect(secret.stages).toEqual({ first: ['AWSPREVIOUS'], token: ['AWSCURRENT'] });
    expect(secret.values['token']).toEqual({ ...current, password: 'new-1' });
    expect(secret.database()).toBe('new-1');
    expect(secret.set).toEqual(['orders_admin by rotator of countersign/rotator']);
  });

  it.each(['before', 'after'] as const)('that die %s any call end with one new password that logs in', async (when) => {
    let crashes = 0;
    for (let nth = 1; nth <= 40; nth += 1) {
      const secret = aSecret();
      const { ports, crashed } = crashingAt(secret.ports, nth, when);
      await rotateWith(ports).catch(() => undefined);
      if (!crashed()) break;
      await untilDone(() => rotateWith(secret.ports));

      crashes = nth;
      expect(secret.stages['token'], `died ${when} call ${nth}`).toEqual(['AWSCURRENT']);
      expect(secret.database()).toBe(secret.values['token']?.password);
    }
    expect(crashes).toBeGreaterThanOrEqual(8);
  });

  it('make one password, however often the first step comes', async () => {
    const secret = aSecret();
    const rotate = makeRotatePassword(secret.ports);
    await rotate(order('createSecret'));
    await rotate(order('setSecret'));

    await rotate(order('createSecret'));

    expect(secret.values['token']?.password).toBe('new-1');
    await expect(rotate(order('testSecret'))).resolves.toBeUndefined();
  });

  it('change nothing when they come again after the end', async () => {
    const secret = aSecret();
    await rotateWith(secret.ports);

    await rotateWith(secret.ports);

    expect(secret.set).toHaveLength(1);
    expect(secret.values['token']?.password).toBe('new-1');
  });
});

describe('a rotation is refused', () => {
  it.each([
    ['a name outside the prefix', 'production/root'],
    ['an ARN outside the prefix', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:production/root-AbCdEf'],
    ['a name that only holds the prefix', 'my-countersign/orders-admin'],
  ])('for %s', async (_name, secretId) => {
    const { ports, set } = aSecret();

    for (const step of steps)
      await expect(makeRotatePassword(ports)(order(step, secretId))).rejects.toMatchObject({
        name: 'SecretRefused',
        retryable: false,
      });
    expect(set).toEqual([]);
  });

  it('takes the ARN of a secret of ours', async () => {
    const { ports } = aSecret();
    const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:countersign/orders-admin-AbCdEf';

    await expect(makeRotatePassword(ports)(order('createSecret', arn))).resolves.toBeUndefined();
  });

  it('for a version that is not being made', async () => {
    const { ports } = aSecret();

    await expect(makeRotatePassword(ports)(order('createSecret', undefined, 'stranger'))).rejects.toMatchObject({
      name: 'RotationRefused',
    });
  });

  it.each(['setSecret', 'testSecret'] as const)('at %s before the password was made', async (step) => {
    const { ports } = aSecret();

    await expect(makeRotatePassword(ports)(order(step))).rejects.toMatchObject({ name: 'RotationRefused' });
  });

  it('when the new password does not log in', async () => {
    const { ports } = aSecret();
    await makeRotatePassword(ports)(order('createSecret'));

    await expect(makeRotatePassword(ports)(order('testSecret'))).rejects.toThrow('authentication failed');
  });

  it('at its end when nothing is current', async () => {
    const { ports, stages } = aSecret();
    stages['first'] = [];

    await expect(makeRotatePassword(ports)(order('finishSecret'))).rejects.toMatchObject({ name: 'RotationRefused' });
  });
});
