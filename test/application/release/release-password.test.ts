import { describe, expect, it } from 'vitest';
import { makeReleasePassword, type ReleasePorts } from '../../../lambdas/application/release/release-password.ts';
import { approved, eventsOf, pending, requestOf } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, submitted, type World } from '../../support/fakes/world.ts';

const canary = 'S3cret-c4nary';
const reads: string[] = [];
const readSecret: ReleasePorts['readSecret'] = async (name) => {
  reads.push(name);
  return { username: 'orders_admin', password: canary };
};

const release = ({ ports }: World, requestId: string, who = principal('ana'), more: Partial<ReleasePorts> = {}) =>
  makeReleasePassword({ ...ports, readSecret, secretExists: async () => true, ...more })({ principal: who, requestId });
const ruleOf = async (world: World, id: string, who = principal('ana')) => {
  const outcome = await release(world, id, who);
  return outcome.ok ? 'released' : outcome.refusal.rule;
};

describe('a release', () => {
  it('gives the login of the secret, and until when it may be used', async () => {
    const world = aWorld();
    const id = await approved(world);
    reads.length = 0;

    expect(await release(world, id)).toEqual({
      ok: true,
      value: { login: { username: 'orders_admin', password: canary }, validUntil: Date.parse('2026-11-24T19:00:00Z') },
    });

    expect(reads).toEqual(['countersign/orders-admin']);
    expect((await eventsOf(world, id)).at(-1)).toBe('PasswordReleased');
  });

  it('I-01: leaves the password in no item of the table', async () => {
    const world = aWorld();
    await release(world, await approved(world));

    expect(JSON.stringify(world.table.all())).not.toContain(canary);
  });

  it('is recorded before the secret is read', async () => {
    const world = aWorld();
    const id = await approved(world);
    const failing = async () => {
      expect((await eventsOf(world, id)).at(-1)).toBe('PasswordReleased');
      throw new Error('Secrets Manager is down');
    };

    await expect(release(world, id, principal('ana'), { readSecret: failing })).rejects.toThrow('is down');

    expect((await eventsOf(world, id)).at(-1)).toBe('PasswordReleased');
  });

  it('reads no secret when the record could not be written', async () => {
    const world = aWorld();
    const id = await approved(world);
    reads.length = 0;
    const requests = { ...world.ports.requests, commit: async () => 'conflict' as const };

    expect(await release(world, id, principal('ana'), { requests })).toMatchObject({
      refusal: { rule: 'try-again' },
    });
    expect(reads).toEqual([]);
  });

  it('of a credential that has no secret yet is refused and spends nothing', async () => {
    const world = aWorld();
    const id = await submitted(world, { credentialId: 'reports-reader', window: undefined });
    const asked: string[] = [];
    const secretExists = async (name: string) => asked.push(name) === 0;
    reads.length = 0;

    expect(await release(world, id, principal('ana'), { secretExists })).toMatchObject({
      refusal: { rule: 'secret-missing', reason: expect.stringContaining('No password is stored') },
    });

    expect([asked, reads]).toEqual([['countersign/reports-reader'], []]);
    expect(world.refusals()).toMatchObject([{ type: 'CommandRefused', detail: { rule: 'secret-missing' } }]);
    expect(await ruleOf(world, id)).toBe('released');
  });

  it('of a secret that holds no login says so: that shows only when it is read', async () => {
    const world = aWorld();
    const id = await approved(world);

    expect(await release(world, id, principal('ana'), { readSecret: async () => 'missing' })).toMatchObject({
      refusal: { rule: 'secret-missing', reason: expect.stringContaining('holds no user name and password') },
    });
  });

  it('may be repeated inside the window, each time as a release of its own', async () => {
    const world = aWorld();
    const id = await approved(world);

    expect([await ruleOf(world, id), await ruleOf(world, id)]).toEqual(['released', 'released']);

    expect((await eventsOf(world, id)).slice(-2)).toEqual(['PasswordReleased', 'PasswordReleased']);
  });

  it('of an immediate use has no end, and is spent by one', async () => {
    const world = aWorld();
    const id = await submitted(world, { credentialId: 'reports-reader', window: undefined });

    expect(await release(world, id)).toMatchObject({ ok: true, value: { validUntil: undefined } });
    expect(await ruleOf(world, id)).toBe('already-released');
  });
});

describe('E-11: a release outside the window is refused, whether or not a timer fired', () => {
  it.each([
    ['2026-11-24T17:59:59.999Z', 'window-not-open'],
    ['2026-11-24T18:00:00.000Z', 'released'],
    ['2026-11-24T18:59:59.999Z', 'released'],
    ['2026-11-24T19:00:00.000Z', 'access-over'],
  ])('at %s: %s', async (at, answer) => {
    const world = aWorld();
    const window = { start: Date.parse('2026-11-24T18:00:00Z'), end: Date.parse('2026-11-24T19:00:00Z') };
    const id = await approved(world, { window });
    world.time.set(at);

    expect(await ruleOf(world, id)).toBe(answer);
  });
});

describe('a release to anybody else is refused', () => {
  it.each([
    ['an approver', principal('bruno'), 'not-the-requester'],
    ['an administrator', principal('eva', 'administrator'), 'not-the-requester'],
    ['an auditor', principal('eva', 'auditor'), 'not-the-requester'],
    ['a stranger', principal('eva'), 'no-such-request'],
  ])('%s', async (_name, who, rule) => {
    const world = aWorld();
    const id = await approved(world);
    reads.length = 0;

    expect(await ruleOf(world, id, who)).toBe(rule);

    expect(reads).toEqual([]);
    expect(world.refusals()).toEqual([{ type: 'CommandRefused', actor: who.id, detail: { rule } }]);
  });
});

describe('the decision is made anew at the point of use', () => {
  const stricter = vaultPolicy({
    groups: [
      {
        id: 7,
        name: 'Reports',
        members: { users: ['ana'] },
        criteria: { devices: ['reports-db'] },
        viewPassword: { allowed: true, justification: 'required' },
      },
    ],
  });

  it('refuses what is stricter now than what it was granted under', async () => {
    const world = aWorld();
    const id = await submitted(world, { credentialId: 'reports-reader', window: undefined });

    world.book.edit(stricter);

    expect(await ruleOf(world, id)).toBe('decision-stricter');
  });

  it('gives what is less strict now', async () => {
    const world = aWorld();
    const id = await approved(world);

    world.book.edit(vaultPolicy({ group: { viewPassword: { allowed: true } } }));

    expect(await ruleOf(world, id)).toBe('released');
  });

  it.each([
    ['the group was deleted', vaultPolicy({ groups: [] }), 'decision-denies'],
    ['the group was disabled', vaultPolicy({ group: { enabled: false } }), 'decision-denies'],
    ['it is outside the access limits', vaultPolicy({ group: { accessLimits: { days: ['sun'] } } }), 'decision-denies'],
    ['the person was disabled', vaultPolicy({ users: { ana: { enabled: false } } }), 'person-disabled'],
  ])('refuses when %s', async (_name, edited, rule) => {
    const world = aWorld();
    const id = await approved(world);

    world.book.edit(edited);

    expect(await ruleOf(world, id)).toBe(rule);
  });

  it('mission Q11: an approved session shows no password', async () => {
    const world = aWorld();
    const id = await approved(world, { action: 'start_session' });

    expect(await ruleOf(world, id)).toBe('wrong-action');
    expect(await requestOf(world, id)).not.toHaveProperty('releasedAt');
  });

  it('refuses what was not approved yet', async () => {
    const world = aWorld();

    expect(await ruleOf(world, await pending(world))).toBe('not-approved-yet');
  });
});

describe('while the password is being changed', () => {
  it('nobody gets it', async () => {
    const world = aWorld();
    const id = await approved(world);
    await world.ports.custody.startRotation('orders-admin', { id: 'another', at: 0, lockVersion: 1 });

    expect(await ruleOf(world, id)).toBe('credential-changing');
  });

  it('a change that starts between the check and the record wins', async () => {
    const world = aWorld();
    const id = await approved(world);
    reads.length = 0;
    const read: typeof world.ports.custody.read = async (credential) => {
      const custody = await world.ports.custody.read(credential);
      await world.ports.custody.startRotation(credential, { id: 'another', at: 0, lockVersion: 1 });
      return custody;
    };

    const custody = { ...world.ports.custody, read };
    expect(await release(world, id, principal('ana'), { custody })).toMatchObject({
      refusal: { rule: 'credential-changing' },
    });
    expect(reads).toEqual([]);
  });

  it('E-12: a window that starts after a gap gets the password only once it was changed', async () => {
    const world = aWorld();
    await approved(world, { window: hours('17:00', '18:00') });
    const next = await approved(world, { window: hours('18:30', '19:00') });
    world.time.set('2026-11-24T18:30:00Z');

    expect(await ruleOf(world, next)).toBe('credential-changing');
  });

  it('a window that overlaps the one that is over still gets it', async () => {
    const world = aWorld();
    await approved(world, { window: hours('17:00', '18:00') });
    const next = await approved(world, { window: hours('17:30', '19:00') });
    world.time.set('2026-11-24T18:30:00Z');

    expect(await ruleOf(world, next)).toBe('released');
  });
});

function hours(from: string, to: string) {
  return { start: Date.parse(`2026-11-24T${from}:00Z`), end: Date.parse(`2026-11-24T${to}:00Z`) };
}
