import { describe, expect, it } from 'vitest';
import { makeCancelRequest } from '../../../lambdas/application/requests/cancel-request.ts';
import {
  makeAskLevel,
  makeLapseRequest,
  makeRecoverRequest,
} from '../../../lambdas/application/requests/workflow-tasks.ts';
import { asked, eventsOf, pending, requestOf, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, submitted } from '../../support/fakes/world.ts';

const lastSteps = (world: ReturnType<typeof aWorld>, id: string) =>
  world.table.query(`R#${id}`, 'E#').at(-1)?.['steps'];

describe('the workflow asks a level', () => {
  it('mission A1 19: opens it, keeps the token of the round, and asks for the mails', async () => {
    const world = aWorld();
    const id = await submitted(world);

    await asked(world, id, 'token-1');

    expect(await requestOf(world, id)).toMatchObject({ name: 'pending', asked: true, round: 1 });
    expect(await world.ports.effects.taskToken(id, 1)).toBe('token-1');
    expect(lastSteps(world, id)).toEqual([{ kind: 'mail', notice: 'approval-asked', to: ['bruno', 'carla'] }]);
  });

  it('I-01: leaves its token in no record, and beside the request in one item', async () => {
    const world = aWorld();
    const id = await submitted(world);

    await asked(world, id, 'token-canary');

    const holders = world.table.all().filter((item) => JSON.stringify(item).includes('token-canary'));
    expect(holders.map(({ sk }) => sk)).toEqual(['TOKEN']);
  });

  it('again: takes the newer token, and mails nobody twice', async () => {
    const world = aWorld();
    const id = await submitted(world);
    await asked(world, id, 'token-1');

    await asked(world, id, 'token-2');

    expect(await world.ports.effects.taskToken(id, 1)).toBe('token-2');
    expect(await eventsOf(world, id)).toEqual(['RequestSubmitted', 'LevelOpened']);
  });

  it('E-14: that is slow, and was overtaken by a later ask, leaves the token that is waited with', async () => {
    const world = aWorld();
    const id = await submitted(world);
    const ask = makeAskLevel(world.ports);
    await ask({ requestId: id, token: 'token-2', enteredAt: 2 });

    await expect(ask({ requestId: id, token: 'token-1', enteredAt: 1 })).rejects.toMatchObject({
      name: 'WorkflowRefused',
    });

    expect(await world.ports.effects.taskToken(id, 1)).toBe('token-2');
  });

  it('asks each level under a round of its own', async () => {
    const world = aWorld();
    const id = await pending(world);
    await voted(world, id, 'bruno');

    await asked(world, id, 'token-2');

    expect(await world.ports.effects.taskToken(id, 1)).toBeUndefined();
    expect(await world.ports.effects.taskToken(id, 2)).toBe('token-2');
    expect(lastSteps(world, id)).toMatchObject([{ to: ['dora'] }]);
  });

  it('finds the next level where the first voted before it asked', async () => {
    const world = aWorld();
    const id = await submitted(world);
    expect(await voted(world, id, 'bruno')).toBe('pending');

    await asked(world, id, 'token-1');

    expect(lastSteps(world, id)).toMatchObject([{ notice: 'approval-asked', to: ['dora'] }]);
    expect(await world.ports.effects.taskToken(id, 2)).toBe('token-1');
  });

  it('too late: the answer is queued at once', async () => {
    const world = aWorld();
    const id = await submitted(world);
    await makeCancelRequest(world.ports)({ principal: principal('ana'), requestId: id });

    await asked(world, id, 'token-late');

    expect((await eventsOf(world, id)).at(-1)).toBe('WorkflowResumed');
    expect(lastSteps(world, id)).toMatchObject([{ kind: 'answer-workflow', round: 0, answer: { next: 'done' } }]);
    expect(await world.ports.effects.taskToken(id, 0)).toBe('token-late');
  });

  it('T-13: reports a level that has too few people, and never passes it', async () => {
    const world = aWorld();
    const id = await submitted(world);
    world.book.edit(vaultPolicy({ groups: [] }));

    await asked(world, id);

    expect(await requestOf(world, id)).toMatchObject({ name: 'pending', level: 1, blocked: { missing: 1, left: 0 } });
    expect(lastSteps(world, id)).toEqual([{ kind: 'mail', notice: 'level-blocked', to: 'administrators' }]);
  });

  it('E-03: reports a level whose only approver is the requester', async () => {
    const levels = [{ approvers: ['ana'] }];
    const world = aWorld({ policy: vaultPolicy({ approval: { levels, allowStuck: true } }) });

    const id = await pending(world);

    expect(await requestOf(world, id)).toMatchObject({ name: 'pending', blocked: { missing: 1, left: 0 } });
  });

  it('is a fault for a request that is not there', async () => {
    await expect(asked(aWorld(), 'no-such-id')).rejects.toMatchObject({
      name: 'RequestMissing',
      retryable: false,
    });
  });

  it('is a fault to be tried again while others keep changing the request', async () => {
    const world = aWorld();
    const id = await submitted(world);
    const requests = { ...world.ports.requests, commit: async () => 'conflict' as const };

    await expect(asked({ ...world, ports: { ...world.ports, requests } }, id)).rejects.toMatchObject({
      name: 'WorkflowRefused',
      retryable: true,
    });
  });
});

describe('an ask times out', () => {
  it('mission Q16: lapses the request at its deadline, and tells the requester', async () => {
    const world = aWorld();
    const id = await pending(world);
    world.time.set('2026-11-24T19:00:00Z');

    const answer = await makeLapseRequest(world.ports)(id);

    expect(answer).toMatchObject({ requestId: id, next: 'done' });
    expect(await requestOf(world, id)).toMatchObject({ name: 'lapsed' });
    expect(lastSteps(world, id)).toMatchObject([
      { kind: 'answer-workflow', round: 1, answer: { next: 'done' } },
      { kind: 'mail', notice: 'request-lapsed', to: ['ana'] },
    ]);
  });

  it('by a clock that runs ahead: asks again for the time that is left', async () => {
    const world = aWorld();
    const id = await pending(world);
    world.time.set('2026-11-24T18:59:58.500Z');

    expect(await makeLapseRequest(world.ports)(id)).toEqual({
      requestId: id,
      next: 'ask',
      level: 1,
      secondsLeft: 2,
      windowEnd: '2026-11-24T19:00:00.000Z',
      pause: 60,
    });
    expect(await requestOf(world, id)).toMatchObject({ name: 'pending' });
  });

  it('while somebody decides: goes where the request now says', async () => {
    const world = aWorld({ policy: vaultPolicy({ approval: { levels: [{ approvers: ['bruno'] }] } }) });
    const id = await pending(world);
    await voted(world, id, 'bruno');
    world.time.set('2026-11-24T19:00:00Z');

    expect(await makeLapseRequest(world.ports)(id)).toMatchObject({
      next: 'wait',
      windowEnd: '2026-11-24T19:00:00.000Z',
    });
    expect(await requestOf(world, id)).toMatchObject({ name: 'approved' });
  });

  it('is a fault for a request that is not there', async () => {
    await expect(makeLapseRequest(aWorld().ports)('no-such-id')).rejects.toMatchObject({ name: 'RequestMissing' });
  });
});

describe('E-14: after a fault or a forged answer the request alone says where the workflow goes', () => {
  it('still asks while nobody decided', async () => {
    const world = aWorld();
    const id = await pending(world);

    expect(await makeRecoverRequest(world.ports)(id)).toMatchObject({
      next: 'ask',
      level: 1,
      secondsLeft: 7200,
      pause: 1,
    });
  });

  it('is done when it was rejected', async () => {
    const world = aWorld();
    const id = await pending(world);
    await voted(world, id, 'bruno', { verdict: 'disapprove' });

    expect(await makeRecoverRequest(world.ports)(id)).toMatchObject({ next: 'done', secondsLeft: 1 });
  });

  it('is a fault for a request that is not there', async () => {
    await expect(makeRecoverRequest(aWorld().ports)('no-such-id')).rejects.toMatchObject({ name: 'RequestMissing' });
  });
});
