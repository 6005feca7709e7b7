import { describe, expect, it } from 'vitest';
import { makeRotatePassword, type RotationStep } from '../../../lambdas/application/closing/rotate-password.ts';
import type { CredentialSecret, RotationTarget } from '../../../lambdas/application/ports/rotation-ports.ts';
import { crashingAt, untilDone } from '../../support/fakes/crash.ts';
import { inMemorySecret } from '../../support/fakes/secret-versions.ts';

const current: CredentialSecret = { engine: 'postgres', host: 'h', username: 'orders_admin', password: 'old' };
const steps: readonly RotationStep[] = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

/** A secret whose rotation to `token` was begun, and a server that knows one password at a time. */
const aSecret = (first = current) => {
  const secret = inMemorySecret(first);
  secret.announce('token');
  let made = 0;
  let server = 'old';
  const set: string[] = [];
  const target: RotationTarget = {
    renew: async (before) => {
      made += 1;
      return { ...before, password: `new-${made}` };
    },
    set: async ({ username, password }) => {
      set.push(username);
      server = password;
    },
    test: async ({ password }) => {
      if (password !== server) throw new Error('password authentication failed');
    },
  };
  const unused = { renew: fails, set: fails, test: fails };
  const ports = {
    versions: secret.versions,
    targets: { other: unused, postgres: target },
    secretPrefix: 'countersign/',
  };
  return { ...secret, ports, set, server: () => server };
};
const fails = () => Promise.reject(new Error('this is not the target of the secret'));
const order = (step: RotationStep, secretId = 'countersign/orders-admin', token = 'token') => ({
  step,
  secretId,
  token,
});
const rotateWith = async (ports: ReturnType<typeof aSecret>['ports']) => {
  for (const step of steps) await makeRotatePassword(ports)(order(step));
};

describe('the four steps of a rotation', () => {
  it('make a new credential by the target of the engine, set it, try it, and make it the current one', async () => {
    const secret = aSecret();

    await rotateWith(secret.ports);

    expect(secret.stages).toEqual({ first: ['AWSPREVIOUS'], token: ['AWSCURRENT'] });
    expect(secret.values['token']).toEqual({ ...current, password: 'new-1' });
    expect(secret.server()).toBe('new-1');
    expect(secret.set).toEqual(['orders_admin']);
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
      expect(secret.server()).toBe(secret.values['token']?.password);
    }
    expect(crashes).toBeGreaterThanOrEqual(8);
  });

  it('make one credential, however often the first step comes', async () => {
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

  it.each(['oracle', 'toString', '__proto__'])('for the engine %s, which is not known', async (engine) => {
    const { ports, values } = aSecret({ ...current, engine });

    await expect(makeRotatePassword(ports)(order('createSecret'))).rejects.toMatchObject({
      name: 'EngineUnknown',
      message: 'secret countersign/orders-admin names an unknown engine: write one of other, postgres',
      retryable: false,
    });
    expect(values).not.toHaveProperty('token');
  });

  it('for a version that is not being made', async () => {
    const { ports } = aSecret();

    await expect(makeRotatePassword(ports)(order('createSecret', undefined, 'stranger'))).rejects.toMatchObject({
      name: 'RotationRefused',
    });
  });

  it.each(['setSecret', 'testSecret'] as const)('at %s before the credential was made', async (step) => {
    const { ports } = aSecret();

    await expect(makeRotatePassword(ports)(order(step))).rejects.toMatchObject({ name: 'RotationRefused' });
  });

  it('when the new credential does not sign in', async () => {
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
