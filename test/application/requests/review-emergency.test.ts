import { describe, expect, it } from 'vitest';
import { makeReviewEmergency } from '../../../lambdas/application/requests/review-emergency.ts';
import { makeShowRequest } from '../../../lambdas/application/requests/show-request.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { makeSweepDue } from '../../../lambdas/application/sweep/sweep-due.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { recordingRescue } from '../../support/fakes/recorders.ts';
import { requestOf } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, submitted, type World } from '../../support/fakes/world.ts';

const reason = 'orders are lost';
const used = async ({ ports }: World, requestId: string): Promise<string> => {
  const outcome = await makeUseEmergency(ports)({ principal: principal('ana'), requestId, reason });
  return outcome.ok ? outcome.value.request.name : outcome.refusal.rule;
};
const reviewed = async ({ ports }: World, requestId: string, who = principal('bruno')): Promise<string> => {
  const outcome = await makeReviewEmergency(ports)({
    principal: who,
    requestId,
    verdict: 'justified',
    text: 'They were.',
  });
  return outcome.ok ? 'reviewed' : outcome.refusal.rule;
};
const anEmergency = async (world = aWorld()) => {
  const id = await submitted(world);
  await used(world, id);
  return { world, id };
};

describe('the next emergency of the same person', () => {
  it('waits for the review of the last one, whichever request it is for, and then is open again', async () => {
    const { world, id } = await anEmergency();
    const next = await submitted(world);

    expect(await used(world, next)).toBe('review-open');
    expect(await requestOf(world, next)).toMatchObject({ name: 'pending' });
    expect(world.refusals()).toMatchObject([{ type: 'CommandRefused', actor: 'ana', detail: { rule: 'review-open' } }]);
    expect(await reviewed(world, id)).toBe('reviewed');
    expect(await used(world, next)).toBe('emergency');
  });

  it('T-10: of two at the same moment one is open, and the other is told of its review', async () => {
    const world = aWorld();
    const requests = [await submitted(world), await submitted(world)];

    const outcomes = await Promise.all(requests.map((id) => used(world, id)));

    expect(outcomes.sort()).toEqual(['emergency', 'review-open']);
  });

  it('is refused to nobody for the emergency of another', async () => {
    const members = { users: ['ana', 'eva'] };
    const { world } = await anEmergency(aWorld({ policy: vaultPolicy({ group: { members } }) }));
    const requestId = await submitted(world, { principal: principal('eva') });

    const outcome = await makeUseEmergency(world.ports)({ principal: principal('eva'), requestId, reason });

    expect(outcome.ok).toBe(true);
  });
});

describe('a review', () => {
  it.each([
    ['an approver of any level', principal('sub-dora'), 'reviewed'],
    ['an administrator', principal('root', 'administrator'), 'reviewed'],
    ['an auditor', principal('eva', 'auditor'), 'not-a-reviewer'],
    ['the requester', principal('ana'), 'no-self-review'],
    ['the requester as an administrator', principal('ana', 'administrator'), 'no-self-review'],
    ['a stranger', principal('eva'), 'no-such-request'],
  ])('by %s: %s is answered %s', async (_, who, answer) => {
    const { world, id } = await anEmergency();

    expect(await reviewed(world, id, who)).toBe(answer);
  });

  it('is given by those whom the group names, who see the emergency and are mailed', async () => {
    const review = { by: ['eva'] };
    const { world, id } = await anEmergency(aWorld({ policy: vaultPolicy({ approval: { review } }) }));
    const { dispatchAll, sent } = aDispatch(world);
    await dispatchAll();

    expect(sent.map(({ to }) => to)).toContain('eva@example.com');
    expect(await reviewed(world, id, principal('bruno'))).toBe('not-a-reviewer');
    expect(await reviewed(world, id, principal('eva'))).toBe('reviewed');
  });

  it('is told to the requester without the name of who gave it', async () => {
    const { world, id } = await anEmergency();
    const { dispatchAll, sent } = aDispatch(world);
    await dispatchAll();
    sent.length = 0;
    await reviewed(world, id);

    await dispatchAll();

    expect(sent).toMatchObject([{ to: 'ana@example.com', subject: `Emergency access was reviewed: request ${id}` }]);
    expect(sent[0]?.text).toContain('found justified');
    expect(sent[0]?.text).not.toMatch(/bruno/i);
  });

  it('that nobody gives in time is told to the administrators, once', async () => {
    const review = { within: 'PT30M' };
    const { world } = await anEmergency(aWorld({ policy: vaultPolicy({ approval: { review } }) }));
    const { dispatchAll, dispatch, sent } = aDispatch(world);
    await dispatchAll();
    sent.length = 0;
    const sweep = makeSweepDue({
      ...world.ports,
      ...recordingRescue(),
      dispatch,
      changeOwedPassword: async () => undefined,
      report: (_due, error) => {
        throw error;
      },
    });
    world.time.set('2026-11-24T19:00:00Z');

    expect(await sweep()).toMatchObject({ found: { 'review-overdue': 1 } });
    expect((await sweep()).found).not.toHaveProperty('review-overdue');
    await dispatchAll();

    expect(sent.map(({ to, subject }) => [to, subject.split(':')[0]])).toEqual([
      ['vault@example.com', 'Review overdue'],
    ]);
  });
});

describe('R-04: the notices of an emergency', () => {
  const told = async ({ ports }: World, requestId: string) => {
    const outcome = await makeShowRequest(ports)({ principal: principal('bruno'), requestId });
    return outcome.ok ? outcome.value.told : outcome.refusal.rule;
  };

  it('are shown with the request: who was to be told, and whose mail was handed over', async () => {
    const { world, id } = await anEmergency();
    const everybody = ['bruno', 'carla', 'dora'];
    const { dispatchAll, failNextMark } = aDispatch(world);

    expect(await told(world, id)).toEqual(everybody.map((person) => ({ person, delivered: false })));
    failNextMark('1:carla');
    failNextMark('0:carla');
    await dispatchAll().catch(() => undefined);
    expect(await told(world, id)).toContainEqual({ person: 'bruno', delivered: true });
    expect(await told(world, id)).toContainEqual({ person: 'dora', delivered: false });
    await dispatchAll();
    expect(await told(world, id)).toEqual(everybody.map((person) => ({ person, delivered: true })));
  });

  it('are none where no emergency was used', async () => {
    const world = aWorld();
    const id = await submitted(world);

    expect(await told(world, id)).toEqual([]);
  });
});
