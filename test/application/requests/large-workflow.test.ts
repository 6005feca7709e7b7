import { describe, expect, it } from 'vitest';
import type { Step } from '../../../lambdas/core/request/effects.ts';
import { asked, pending, voted } from '../../support/fakes/steps.ts';
import { vaultInput } from '../../support/fakes/vault-policy.ts';
import { aWorld } from '../../support/fakes/world.ts';
import { aPolicy } from '../../support/policy-builders.ts';

const MOST_BYTES = 4 * 1024;

/** Every step that tells the workflow something, over the whole life of a request. */
const toldToWorkflow = async (approvers: number, justification: string): Promise<readonly Step[]> => {
  const crowd = Array.from({ length: approvers }, (_, n) => `a${n}`);
  const input = vaultInput({ approval: { levels: [{ approvers: crowd }, { approvers: ['dora'] }] } });
  const users = [...(input.users ?? []), ...crowd.map((id) => ({ id }))];
  const world = aWorld({ policy: aPolicy({ ...input, users }) });
  const id = await pending(world, { justification });
  await voted(world, id, 'a1');
  await asked(world, id);
  await voted(world, id, 'sub-dora');
  return world.table
    .query(`R#${id}`, 'E#')
    .flatMap((event) => event['steps'] as Step[])
    .filter(({ kind }) => /workflow|close/.test(kind));
};

describe('D-10: what the workflow is told', () => {
  it('is less than 4 KB with 500 approvers and a justification of 4 KB: ids and times alone', async () => {
    const steps = await toldToWorkflow(500, 'j'.repeat(4096));
    const said = JSON.stringify(steps);

    expect(steps.map(({ kind }) => kind)).toEqual(['start-workflow', 'answer-workflow', 'answer-workflow']);
    expect(said.length).toBeLessThan(MOST_BYTES);
    expect(said).not.toMatch(/jjj|a1/);
  });
});
