import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { CredentialSecret, RotationTarget } from '../../../lambdas/application/ports/rotation-ports.ts';
import { crashingAt } from '../fakes/crash.ts';
import { aRotation, type Through } from './rotation-run.ts';

/** One account at a real server, with a credential that works. */
export interface TriedAccount {
  /** The secret with its first credential. */
  readonly secret: CredentialSecret;
  /** The adapter, every single call of which to the server goes through `through`. */
  readonly target: (through: Through) => RotationTarget;
  /** How many credentials the server would let in: for servers that can tell. @default - those known are tried */
  readonly usable?: () => Promise<number>;
  /** What else no error may show, such as the password of a rotator. */
  readonly hidden?: readonly string[];
}

/** What a test of an adapter brings: a real server, asked without the adapter. */
export interface TriedServer {
  /** A new account for each test. */
  readonly makeAccount: () => Promise<TriedAccount>;
  /** Whether the server lets this credential in. */
  readonly works: (secret: CredentialSecret) => Promise<boolean>;
  /** Signs in and stays; `ended` settles when the server ends it. Absent where a server has no connections. */
  readonly connect?: (secret: CredentialSecret) => Promise<{ readonly ended: Promise<unknown> }>;
  /** Members of the secret, each of which the adapter has to miss. */
  readonly required: readonly string[];
}

const TIMEOUT = 60_000;

/** What every `RotationTarget` must do (docs/rotation-targets.md); run it against the real server. */
export const rotationTargetContract = (name: string, server: TriedServer): void => {
  describe(`${name} as a target of rotation`, { timeout: TIMEOUT }, () => {
    describe('a rotation', () => wholeRotations(server));
    describe('a step', () => repeatedSteps(server));
    describe('a rotation that dies', () => deaths(server));
    describe('what goes wrong', () => faults(server));
  });
};

const wholeRotations = (server: TriedServer): void => {
  it('ends with a new credential that works, and the old one refused', async () => {
    const rotation = await aRotation(server);

    await rotation.rotate('token');

    expect(await rotation.standing()).toEqual({ current: true, usable: 1 });
    expect(rotation.current().password).not.toBe(rotation.first.password);
    expect(await server.works(rotation.first)).toBe(false);
  });

  it('keeps whatever else the secret holds', async () => {
    const rotation = await aRotation(server);

    await rotation.rotate('token');

    const { username: _user, password: _password, ...kept } = rotation.first;
    expect(rotation.current()).toMatchObject(kept);
  });

  it('may follow another, any number of times', async () => {
    const rotation = await aRotation(server);

    for (const token of ['one', 'two', 'three']) await rotation.rotate(token);

    expect(await rotation.standing()).toEqual({ current: true, usable: 1 });
    expect(new Set(rotation.made().map(({ password }) => password)).size).toBe(4);
  });

  const { connect } = server;
  if (!connect) return;
  it('ends the connections that were opened with the old one', async () => {
    const rotation = await aRotation(server);
    const open = [await connect(rotation.first), await connect(rotation.first)];

    await rotation.rotate('token');

    await Promise.all(open.map(({ ended }) => ended));
    expect(await rotation.standing()).toEqual({ current: true, usable: 1 });
  });
};

const repeatedSteps = (server: TriedServer): void => {
  it('that makes the new credential leaves the old one working', async () => {
    const rotation = await aRotation(server);
    rotation.announce('token');

    await rotation.step('createSecret', 'token');

    expect(await server.works(rotation.first)).toBe(true);
  });

  it('that is repeated changes nothing', async () => {
    const rotation = await aRotation(server);
    rotation.announce('token');

    for (const step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const)
      for (let time = 0; time < 3; time += 1) await rotation.step(step, 'token');
    await rotation.steps('token');

    expect(rotation.made()).toHaveLength(2);
    expect(await rotation.standing()).toEqual({ current: true, usable: 1 });
  });

  it('that sets or tries the credential may be done again without what came before', async () => {
    const { target, secret } = await server.makeAccount();
    const direct = target((call) => call());
    const next = await direct.renew(secret);

    for (let time = 0; time < 2; time += 1) {
      await direct.set(next);
      await direct.test(next);
    }

    expect([await server.works(next), await server.works(secret)]).toEqual([true, false]);
  });
};

const deaths = (server: TriedServer): void => {
  describe.each(['before', 'after'] as const)('%s any call', (when) => {
    it.each(['of its ports', 'to the server'] as const)('%s goes on to one usable credential', async (of) => {
      let deaths = 0;
      for (let nth = 1; nth === deaths + 1; nth += 1) {
        const rotation = await aRotation(server);
        // A second rotation: what the earlier one left is in its way.
        await rotation.rotate('earlier');

        const died = await rotation.die('dying', { nth, when, of });
        expect(await rotation.vaultWorks(), `died ${when} call ${nth} ${of}`).toBe(true);
        await rotation.resume('dying');

        expect(await rotation.standing(), `died ${when} call ${nth} ${of}`).toEqual({ current: true, usable: 1 });
        if (died) deaths = nth;
      }
      expect(deaths).toBeGreaterThan(2);
    });
  });
};

const faults = (server: TriedServer): void => {
  it('is said when the credential is not the one that the server knows', async () => {
    const { target, secret } = await server.makeAccount();
    const wrong = { ...secret, password: 'wr0ng-c4nary-of-a-password' };

    const error = await thrownBy(() => target((call) => call()).test(wrong));

    expect(shown(error)).not.toContain(wrong.password);
    expect(await server.works(secret)).toBe(true);
  });

  it.each(server.required)('is said of a secret without %s, and changes nothing', async (member) => {
    const { target, secret } = await server.makeAccount();
    const { [member]: _missing, ...others } = secret;

    for (const act of ['renew', 'set', 'test'] as const) {
      const error = await thrownBy(() => target((call) => call())[act](others as CredentialSecret));
      expect(error).toMatchObject({ name: 'SecretMalformed', message: expect.stringContaining(member) });
      expect(shown(error)).not.toContain(secret.password);
    }
    expect(await server.works(secret)).toBe(true);
  });

  it('I-01: shows nothing of a secret, whichever call to the server fails', async () => {
    const { target, secret, hidden = [] } = await server.makeAccount();
    const next = await target((call) => call()).renew(secret);

    const errors = [
      ...(await errorsOf((through) => target(through).test(next))),
      ...(await errorsOf((through) => target(through).set(next))),
      ...(await errorsOf((through) => target(through).renew(secret))),
    ];

    expect(errors.length).toBeGreaterThan(2);
    for (const text of [secret.password, next.password, ...hidden]) expect(errors.join('\n')).not.toContain(text);
  });
};

/** What is thrown as each call to the server fails in turn, as a log would show it. */
const errorsOf = async (act: (through: Through) => Promise<unknown>): Promise<string[]> => {
  const errors: string[] = [];
  for (let nth = 1; ; nth += 1) {
    const failing = crashingAt<{ call: Through }>({ call: (call) => call() }, nth, 'after');
    const error = await act(failing.ports.call).catch((thrown: unknown) => thrown);
    if (!failing.crashed()) return errors;
    errors.push(shown(error));
  }
};

const thrownBy = async (act: () => Promise<unknown>): Promise<unknown> => {
  const outcome = await act().then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Error);
  return outcome;
};

/** All that a log could show of an error. */
const shown = (error: unknown): string => inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });
