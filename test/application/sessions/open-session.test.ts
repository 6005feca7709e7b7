import { describe, expect, it } from 'vitest';
import { makeCloseAccess } from '../../../lambdas/application/closing/close-access.ts';
import { makeReturnAccess } from '../../../lambdas/application/requests/return-access.ts';
import { makeEndSessions } from '../../../lambdas/application/sessions/end-sessions.ts';
import { sessionsOf } from '../../../lambdas/core/request/access.ts';
import { recordingRotation } from '../../support/fakes/recorders.ts';
import { anOpenAccess, aSessionVault, opening, STOCK, target } from '../../support/fakes/session-vault.ts';
import { eventsOf, requestOf } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { principal, submitted, type World } from '../../support/fakes/world.ts';

const closing = (world: World, ports: Parameters<typeof makeEndSessions>[0]) =>
  makeCloseAccess({
    ...world.ports,
    rotateSecret: recordingRotation().rotateSecret,
    endSessions: makeEndSessions(ports),
  });

describe('a session that is opened', () => {
  it('answers a login of its own, the way to it and its end; the record names no password (I-15)', async () => {
    const { world, ports, roles, channels } = aSessionVault();
    const requestId = await anOpenAccess(world);

    const outcome = await opening(ports, requestId);

    const [session] = sessionsOf(await requestOf(world, requestId));
    const id = session?.id ?? '';
    const until = Date.parse('2026-11-24T19:00:00Z');
    expect(outcome).toEqual({
      ok: true,
      value: {
        sessionId: id,
        validUntil: until,
        signIn: { engine: 'postgres', username: `cs_${id}`, password: 'of the session', database: 'shop' },
        channel: { sessionId: `ssm-${id}`, streamUrl: 'wss://stream', tokenValue: 'token' },
      },
    });
    expect(id).toMatch(/^[0-9a-z]{26}$/);
    expect(session?.place).toEqual({ secret: 'countersign/orders-admin', node: target.node });
    expect(roles.get(id)).toEqual({
      secret: 'countersign/orders-admin',
      state: 'active',
      identity: 1,
      until,
    });
    expect(channels.get(id)).toMatchObject({ node: target.node, host: target.host, port: target.port });
    expect(JSON.stringify(await world.ports.requests.history(requestId))).not.toContain('of the session');
  });

  it('is one of several inside a window, each with a role of its own', async () => {
    const { world, ports, roles } = aSessionVault();
    const requestId = await anOpenAccess(world);

    for (let nth = 0; nth < 3; nth += 1) expect(await opening(ports, requestId)).toMatchObject({ ok: true });

    expect(roles.size).toBe(3);
  });

  it('lasts as long as a session may where no approval was needed, and is the only one', async () => {
    const { world, ports } = aSessionVault();
    const requestId = await submitted(world, { ...STOCK, window: undefined });

    expect(await opening(ports, requestId)).toMatchObject({
      value: { validUntil: world.ports.clock() + 8 * 3_600_000 },
    });
    expect(await opening(ports, requestId)).toMatchObject({ refusal: { rule: 'already-released' } });
  });

  it('ends with its access: role and channel are gone when the close is confirmed (E-11, E-12)', async () => {
    const { world, ports, roles, channels } = aSessionVault();
    const requestId = await anOpenAccess(world);
    await opening(ports, requestId);
    await opening(ports, requestId);
    world.time.set('2026-11-24T19:00:00Z');

    await closing(world, ports)(requestId);

    expect([roles.size, channels.size]).toEqual([0, 0]);
    expect(await requestOf(world, requestId)).toMatchObject({ name: 'ended', closure: { tookMillis: 0 } });
  });
});

describe('the sessions of an access that is over', () => {
  const anOpenSession = async () => {
    const vault = aSessionVault();
    const requestId = await anOpenAccess(vault.world);
    await opening(vault.ports, requestId);
    return { ...vault, requestId, close: closing(vault.world, vault.ports) };
  };

  it('E-12: are cut although the password has to wait for the change that another close makes', async () => {
    const { world, requestId, close, roles, channels } = await anOpenSession();
    world.time.set('2026-11-24T19:00:00Z');
    const { lockVersion } = await world.ports.custody.read('orders-admin');
    await world.ports.custody.startRotation('orders-admin', { id: 'another', at: world.ports.clock(), lockVersion });

    await expect(close(requestId)).rejects.toMatchObject({ name: 'CloseConflict' });

    expect([roles.size, channels.size]).toEqual([0, 0]);
  });

  it('are cut although the credential is not in the policy any more', async () => {
    const { world, requestId, close, roles } = await anOpenSession();
    const policy = vaultPolicy();
    world.book.edit({ ...policy, credentials: policy.credentials.filter(({ id }) => id !== 'orders-admin') });
    world.time.set('2026-11-24T19:00:00Z');

    await expect(close(requestId)).rejects.toMatchObject({ name: 'CredentialMissing' });

    expect(roles.size).toBe(0);
  });

  it('E-14: are not cut before it is over, whoever calls the close', async () => {
    const { requestId, close, roles } = await anOpenSession();

    await expect(close(requestId)).rejects.toMatchObject({ name: 'AccessNotOver' });

    expect(roles.size).toBe(1);
  });

  it('are what a close complains of first: a person has to look at them', async () => {
    const { world, requestId } = await anOpenSession();
    world.time.set('2026-11-24T19:00:00Z');
    const fails = (what: string) => () => Promise.reject(new Error(what));
    const close = makeCloseAccess({ ...world.ports, rotateSecret: fails('rotation'), endSessions: fails('sessions') });

    await expect(close(requestId)).rejects.toThrow('sessions');
  });
});

describe('a session that is refused', () => {
  const refusalOf = async (vault: ReturnType<typeof aSessionVault>, requestId: string, by = 'ana') => {
    const outcome = await opening(vault.ports, requestId, by);
    return outcome.ok ? 'opened' : outcome.refusal.rule;
  };

  it.each([
    ['no-target', { target: { engine: 'postgres', host: 'db' } }],
    ['no-target', { target: { ...target, engine: 'oracle' } }],
    ['node-not-connected', { target: { ...target, node: 'i-gone' } }],
  ] as const)('by %s leaves no role and spends nothing', async (rule, credential) => {
    const vault = aSessionVault(credential);
    const requestId = await anOpenAccess(vault.world);

    expect(await refusalOf(vault, requestId)).toBe(rule);

    expect(vault.roles.size).toBe(0);
    expect(sessionsOf(await requestOf(vault.world, requestId))).toEqual([]);
    expect(vault.world.refusals()).toContainEqual({ type: 'CommandRefused', actor: 'ana', detail: { rule } });
  });

  it('before its window, after it, and to anybody but the requester, leaves no role', async () => {
    const vault = aSessionVault();
    const { world } = vault;
    const requestId = await anOpenAccess(world, { from: '17:30', to: '19:00' });

    expect(await refusalOf(vault, requestId)).toBe('window-not-open');
    world.time.set('2026-11-24T18:00:00Z');
    expect(await refusalOf(vault, requestId, 'bruno')).toBe('not-the-requester');
    expect(await refusalOf(vault, requestId, 'bot')).toBe('no-such-request');
    expect(await refusalOf(vault, 'absent')).toBe('no-such-request');
    world.time.set('2026-11-24T19:00:00Z');
    expect(await refusalOf(vault, requestId)).toBe('access-over');
    expect(vault.roles.size).toBe(0);
  });

  it('is one that asks with a request to view the password', async () => {
    const vault = aSessionVault();
    const requestId = await submitted(vault.world);

    expect(await refusalOf(vault, requestId)).toBe('wrong-action');
  });

  it('is one on a credential whose secret names no database', async () => {
    const vault = aSessionVault();
    const requestId = await anOpenAccess(vault.world);
    const roles = { ...vault.ports.roles, prepare: async () => 'secret-missing' as const };

    expect(await opening({ ...vault.ports, roles }, requestId)).toMatchObject({ refusal: { rule: 'secret-missing' } });
    expect(sessionsOf(await requestOf(vault.world, requestId))).toEqual([]);
  });
});

describe('a session whose access ends while it is opened', () => {
  const returned = (world: World, requestId: string) =>
    makeReturnAccess(world.ports)({ principal: principal('ana'), requestId });

  it('is not recorded: what was prepared is of no use', async () => {
    const { world, ports, roles } = aSessionVault();
    const requestId = await anOpenAccess(world);
    const late = {
      ...ports.roles,
      prepare: async (secret: string, id: string) => {
        await returned(world, requestId);
        return ports.roles.prepare(secret, id);
      },
    };

    expect(await opening({ ...ports, roles: late }, requestId)).toMatchObject({ refusal: { rule: 'access-over' } });
    expect([...roles.values()]).toMatchObject([{ state: 'prepared' }]);
    expect(await eventsOf(world, requestId)).not.toContain('SessionOpened');
  });

  it.each(['activate', 'open'] as const)('and is closed before it is %s: nothing is given', async (when) => {
    const { world, ports, roles, channels } = aSessionVault();
    const requestId = await anOpenAccess(world);
    const endFirst = async () => {
      world.time.advance(1);
      await returned(world, requestId);
      await closing(world, ports)(requestId);
    };
    const late: typeof ports = {
      ...ports,
      roles: {
        ...ports.roles,
        activate: async (...args) => {
          if (when === 'activate') await endFirst();
          return ports.roles.activate(...args);
        },
      },
      channel: {
        ...ports.channel,
        open: async (...args) => {
          if (when === 'open') await endFirst();
          return ports.channel.open(...args);
        },
      },
    };

    expect(await opening(late, requestId)).toMatchObject({ refusal: { rule: 'access-over' } });
    expect([roles.size, channels.size]).toEqual([0, 0]);
  });

  it('is ended when its node is gone at the last moment', async () => {
    const { world, ports, roles } = aSessionVault();
    const requestId = await anOpenAccess(world);
    const channel = { ...ports.channel, open: async () => 'node-not-connected' as const };

    expect(await opening({ ...ports, channel }, requestId)).toMatchObject({ refusal: { rule: 'node-not-connected' } });
    expect(roles.size).toBe(0);
  });

  it('is found by a close that read the request a moment before: it closes again', async () => {
    const { world, ports, roles } = aSessionVault({ rotate: 'when-used' });
    const requestId = await anOpenAccess(world);
    const endSessions = makeEndSessions(ports);
    let first = true;
    const close = makeCloseAccess({
      ...world.ports,
      rotateSecret: recordingRotation().rotateSecret,
      endSessions: async (sessions) => {
        await endSessions(sessions);
        // A function whose clock runs behind still finds the window open.
        const behind = { ...ports, clock: () => Date.parse('2026-11-24T18:59:59Z') };
        if (first) expect(await opening(behind, requestId)).toMatchObject({ ok: true });
        first = false;
      },
    });
    world.time.set('2026-11-24T19:00:00Z');

    await expect(close(requestId)).rejects.toMatchObject({ name: 'CloseConflict' });
    await close(requestId);

    expect(roles.size).toBe(0);
  });
});
