import { describe, expect, it } from 'vitest';
import { pending, requestOf, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aSubmission, aWorld } from '../../support/fakes/world.ts';

const hour = 3_600_000;
const asked = aSubmission().window;
const approval = { addManager: true, levels: [{ approvers: ['bruno'] }, { approvers: ['dora'] }] };
const managed = (manager = 'eva') => vaultPolicy({ approval, users: { ana: { manager } } });

describe("policy.md addManager: the requester's manager", () => {
  it('approves at level 1 like anybody whom it names', async () => {
    const world = aWorld({ policy: managed() });
    const id = await pending(world);

    expect(await voted(world, id, 'eva')).toBe('pending');
    expect(await requestOf(world, id)).toMatchObject({ level: 2, ballots: [{ by: 'eva', level: 1 }] });
  });

  it('does not vote any more once somebody else manages the requester, who was not asked and has no vote', async () => {
    const world = aWorld({ policy: managed() });
    const id = await pending(world);

    world.book.edit(managed('carla'));

    expect(await voted(world, id, 'eva')).toBe('not-an-approver');
    expect(await voted(world, id, 'carla')).toBe('no-such-request');
    expect(await voted(world, id, 'bruno')).toBe('pending');
  });

  it('E-01: is never the requester, whatever the policy says', async () => {
    const world = aWorld({
      policy: vaultPolicy({ approval: { ...approval, allowStuck: true }, users: { ana: { manager: 'ana' } } }),
    });
    const id = await pending(world);

    expect(await voted(world, id, 'ana')).toBe('no-self-approval');
  });
});

describe('design 4: one pool without levels', () => {
  const levels = [{ approvers: ['bruno', 'carla'] }, { approvers: ['dora', 'eva'], approvals: 2, disapprovals: 2 }];
  const pooled = vaultPolicy({ approval: { inLevels: false, levels } });

  it('is met by the highest number of approvals, from whichever level they come', async () => {
    const world = aWorld({ policy: pooled });
    const id = await pending(world);

    expect(await voted(world, id, 'eva')).toBe('pending');
    expect(await voted(world, id, 'bruno')).toBe('approved');
  });

  it('is refused by the highest number of disapprovals', async () => {
    const world = aWorld({ policy: pooled });
    const id = await pending(world);

    expect(await voted(world, id, 'sub-dora', { verdict: 'disapprove' })).toBe('pending');
    expect(await voted(world, id, 'carla', { verdict: 'disapprove' })).toBe('rejected');
  });
});

describe('mission Q17: clockStarts', () => {
  it('gives the whole time that was asked for, from the last approval on, where the group says approval', async () => {
    const clockStarts = 'approval' as const;
    const world = aWorld({ policy: vaultPolicy({ approval: { levels: [{ approvers: ['bruno'] }], clockStarts } }) });
    const id = await pending(world);
    world.time.advance(hour);

    expect(await voted(world, id, 'bruno')).toBe('approved');

    const window = { start: Number(asked?.start) + hour, end: Number(asked?.end) + hour };
    expect(await requestOf(world, id)).toMatchObject({ window });
    expect((await world.ports.custody.read('orders-admin')).grants).toEqual([{ requestId: id, ...window }]);
  });
});
