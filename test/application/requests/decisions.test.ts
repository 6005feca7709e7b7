import { describe, expect, it } from 'vitest';
import { makeExplainDecision } from '../../../lambdas/application/access/explain-decision.ts';
import { makeListCredentials } from '../../../lambdas/application/access/list-credentials.ts';
import { policyBook } from '../../support/fakes/policy-book.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, type World } from '../../support/fakes/world.ts';

const explain = ({ ports }: World, credentialId: string, who = 'ana') =>
  makeExplainDecision(ports)({ principal: principal(who), credentialId, action: 'view_password' });

describe('a dry run of the decision', () => {
  it('is explained, and records nothing', async () => {
    const world = aWorld();

    expect(await explain(world, 'orders-admin')).toMatchObject({
      ok: true,
      value: {
        outcome: 'approve',
        code: '11110045',
        user: 'ana',
        at: '2026-11-24T17:00:00.000Z',
        vaultTime: expect.stringContaining('2026-11-24T14:00:00-03:00'),
        candidates: [{ groupId: 45 }],
      },
    });
    expect(world.table.all()).toEqual([]);
  });

  it('I-05: of an unknown and of a refused credential is one answer, and recorded', async () => {
    const world = aWorld();

    const refused = await explain(world, 'vault-root');
    const unknown = await explain(world, 'no-such');

    expect(refused).toMatchObject({ refusal: { rule: 'credential-refused' } });
    expect(unknown).toEqual(refused);
    expect(world.refusals()).toEqual([
      { type: 'AccessRefused', actor: 'ana', detail: { known: true } },
      { type: 'AccessRefused', actor: 'ana', detail: { known: false } },
    ]);
  });

  it('is of the instant at which it is made', async () => {
    const approval = { when: { hours: [{ from: '13:00', to: '17:00' }] } };
    const world = aWorld({ policy: vaultPolicy({ approval }) });
    world.time.set('2026-11-24T20:00:59.999Z');
    expect(await explain(world, 'orders-admin')).toMatchObject({ value: { code: '11110045' } });

    world.time.set('2026-11-24T20:01:00Z');

    expect(await explain(world, 'orders-admin')).toMatchObject({ value: { code: '11100045' } });
  });
});

describe('what I may use', () => {
  const usable = async (world: World, who: string) => {
    const outcome = await makeListCredentials(world.ports)(principal(who));
    return outcome.ok ? outcome.value.map(({ credential }) => credential.id) : outcome.refusal.rule;
  };

  it('is every credential of which one action is not refused, with both decisions', async () => {
    const outcome = await makeListCredentials(aWorld().ports)(principal('ana'));

    expect(outcome).toMatchObject({
      value: [
        { credential: { id: 'orders-admin' } },
        { credential: { id: 'orders-batch' } },
        {
          credential: { id: 'reports-reader' },
          decisions: { view_password: { outcome: 'allow' }, start_session: { outcome: 'deny' } },
        },
        { credential: { id: 'billing-admin' } },
        {
          credential: { id: 'stock-admin' },
          decisions: { view_password: { outcome: 'approve' }, start_session: { outcome: 'justify' } },
        },
      ],
    });
  });

  it.each(['eva', 'gone', 'mallory', 'dora'])('is nothing for %s', async (who) => {
    expect(await usable(aWorld(), who)).toEqual([]);
  });

  it('reads one version of the policy, once', async () => {
    const { ports } = aWorld();
    let reads = 0;
    const contents = () => {
      reads += 1;
      return ports.policy.contents();
    };
    const again = () => Promise.reject(new Error('the policy was read again'));
    const policy = { ...ports.policy, contents, head: again, subject: again };

    expect(await makeListCredentials({ ...ports, policy })(principal('ana'))).toMatchObject({ ok: true });

    expect(reads).toBe(1);
  });

  it('is nothing before the first policy was applied', async () => {
    const world = aWorld();
    const { reader, readRows } = policyBook();

    const outcome = await makeListCredentials({ ...world.ports, policy: reader, readRows })(principal('ana'));

    expect(outcome).toEqual({ ok: true, value: [] });
  });
});
