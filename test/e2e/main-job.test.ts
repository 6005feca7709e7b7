import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playApproval } from '../../local/demo/scene-approval.ts';
import { playDisapproval, playEmergency, playImmediate } from '../../local/demo/scene-others.ts';
import { playAudit, playReport, playSeed } from '../../local/demo/scene-records.ts';
import type { Stage } from '../../local/demo/stage.ts';
import { makeTranscript } from '../../local/demo/transcript.ts';
import { secretTraces } from './canary.ts';
import { type Cloud, startCloud } from './cloud.ts';

let cloud: Cloud;
let stage: Stage;
let first: string;

beforeAll(async () => {
  cloud = await startCloud();
  stage = { ...cloud, transcript: makeTranscript(() => undefined) };
});
afterAll(() => cloud.stop());

describe('the deployed application', () => {
  it('takes a request through two levels by mail, releases, cuts and changes the password at the end', async () => {
    first = await playApproval(stage);

    expect(first).toMatch(/^[0-9A-Z]{26}$/);
  });

  it('opens an emergency at once, tells every approver, and closes it when revoked', async () => {
    await expect(playEmergency(stage)).resolves.toBeDefined();
  });

  it('ends a request at the first disapproval', () => playDisapproval(stage));

  it('grants a justified use at once and refuses one that no group gives', () => playImmediate(stage));

  it('sends every audit event to the queue of the SIEM, in order', () => playAudit(stage, first));

  it('exports the report with Emergency Access', () => playReport(stage));

  it('explains the example of the seed', () => playSeed(stage));

  it('I-01: leaves no released password in a table, a log, a history, a queue or a mail', async () => {
    const ana = cloud.person('ana');
    const submitted = await ana.post('/requests', {
      credential: 'reports-reader',
      action: 'view_password',
      justification: 'canary',
    });
    const released = await ana.post(`/requests/${submitted.body.request.id}/password`, {});

    const traces = await secretTraces(cloud, released.body.password);

    expect(released.status).toBe(200);
    expect(traces.looked).toBeGreaterThan(20);
    expect(traces.found).toEqual([[]]);
  });
});
