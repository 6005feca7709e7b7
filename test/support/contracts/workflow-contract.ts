import { describe, expect, it } from 'vitest';
import { newUlid } from '../../../lambdas/adapters/runtime/runtime.ts';
import type { Workflow } from '../../../lambdas/application/ports/effect-ports.ts';
import type { WorkflowRescue } from '../../../lambdas/application/ports/sweep-ports.ts';

/** What every implementation of the workflow's ports must do, the simulated one and Step Functions (threats.md T-18, E-14). */
export const workflowContract = (
  name: string,
  { workflow, rescue }: { readonly workflow: Workflow; readonly rescue: WorkflowRescue },
): void => {
  const answer = { requestId: '', next: 'done', level: 0, secondsLeft: 1, windowEnd: '2030-01-01T00:00:00Z' } as const;
  const far = Date.parse('2030-01-01T00:00:00Z');

  describe(`${name} keeps the contract of the workflow`, () => {
    it('starts a request once, however often it is told', async () => {
      const id = newUlid();

      await workflow.start(id, 600);
      await workflow.start(id, 600);

      expect(await rescue.ensure(id, 600)).toBe('runs');
    });

    it('stops what runs, and is content where nothing does', async () => {
      const id = newUlid();
      await workflow.stop(id);
      await workflow.start(id, 600);

      await workflow.stop(id);
      await workflow.stop(id);

      expect(await rescue.ensure(id, 600)).toBe('started');
      expect(await rescue.ensure(id, 600)).toBe('runs');
    });

    it('starts anew one that has lost its way', async () => {
      const id = newUlid();
      await workflow.start(id, 600);

      await rescue.restart(id, 600);

      expect(await rescue.ensure(id, 600)).toBe('runs');
      await workflow.stop(id);
      expect(await rescue.ensure(id, 600)).toBe('started');
    });

    it('E-14: takes an answer to an ask that is over, or never was, for done', async () => {
      await expect(workflow.answer('no such token', answer)).resolves.toBe('over');
    });

    it('waits for the end of an access, and closes it early beside that', async () => {
      const id = newUlid();

      await workflow.scheduleClose(id, far);
      await workflow.scheduleClose(id, far);

      expect(await rescue.ensureClose(id)).toBe('started');
      expect(await rescue.ensureClose(id)).toBe('runs');
    });
  });
};
