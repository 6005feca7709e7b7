import { describe, expect, it } from 'vitest';
import { makeCancelRequest } from '../../../lambdas/application/requests/cancel-request.ts';
import type { Submission } from '../../../lambdas/application/requests/submission.ts';
import { makeSubmitRequest } from '../../../lambdas/application/requests/submit-request.ts';
import { statusOf } from '../../../lambdas/http/rule-status.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { asked } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aSubmission, aWorld, principal, type World } from '../../support/fakes/world.ts';

const QUOTA = 20;

const submit = async ({ ports }: World, more: Partial<Submission> = {}): Promise<string> => {
  const outcome = await makeSubmitRequest(ports)(aSubmission(more));
  return outcome.ok ? outcome.value.request.id : outcome.refusal.rule;
};

describe('D-07: a thousand requests of one person in a minute', () => {
  it('are refused but for twenty, each refusal recorded, and no approver gets more mails than that', async () => {
    const world = aWorld({ policy: vaultPolicy({ approval: { remindAfter: 'PT0S' } }) });
    const answers: string[] = [];
    for (let count = 0; count < 1000; count += 1) {
      answers.push(await submit(world));
      world.time.advance(60);
    }

    const taken = answers.filter((answer) => answer !== 'too-many-open-requests');
    for (const id of taken) await asked(world, id);
    const { dispatchAll, sent } = aDispatch(world);
    await dispatchAll();

    expect(taken).toHaveLength(QUOTA);
    expect(statusOf['too-many-open-requests']).toBe(429);
    expect(
      world.refusals().filter(({ detail }) => JSON.stringify(detail).includes('too-many-open-requests')),
    ).toHaveLength(1000 - QUOTA);
    for (const approver of ['bruno@example.com', 'carla@nodmarc.example'])
      expect(sent.filter(({ to }) => to === approver)).toHaveLength(QUOTA);
  });
});

describe('D-07: the quota of open requests', () => {
  const tight = () => aWorld({ policy: vaultPolicy({ settings: { maxOpenRequests: 1 } }) });

  it('is the policy’s, and free again when a request is decided or cancelled', async () => {
    const world = tight();
    const id = await submit(world);
    expect(await submit(world)).toBe('too-many-open-requests');

    await makeCancelRequest(world.ports)({ principal: principal('ana'), requestId: id });

    expect(await submit(world)).not.toBe('too-many-open-requests');
  });

  it('is each person’s own', async () => {
    const world = tight();
    await submit(world);

    expect(await submit(world, { principal: principal('bot') })).not.toBe('too-many-open-requests');
  });

  it('counts no use that asks nobody, and refuses none', async () => {
    const world = tight();
    const reports = { credentialId: 'reports-reader', justification: undefined, window: undefined };
    await submit(world, reports);
    await submit(world);

    expect(await submit(world, reports)).not.toBe('too-many-open-requests');
  });
});
