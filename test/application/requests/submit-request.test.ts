import { describe, expect, it } from 'vitest';
import type { Submission } from '../../../lambdas/application/requests/submission.ts';
import { makeSubmitRequest } from '../../../lambdas/application/requests/submit-request.ts';
import { policyBook } from '../../support/fakes/policy-book.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aSubmission, aWorld, principal, type World } from '../../support/fakes/world.ts';

const submit = ({ ports }: World, more: Partial<Submission> = {}) => makeSubmitRequest(ports)(aSubmission(more));
const ruleOf = async (world: World, more: Partial<Submission>) => {
  const outcome = await submit(world, more);
  return outcome.ok ? 'taken' : `${outcome.refusal.field ?? ''} ${outcome.refusal.rule}`.trim();
};

const reports = { credentialId: 'reports-reader', justification: undefined, window: undefined };
const billing = { credentialId: 'billing-admin', reason: 'Incident', ticket: 'INC42', window: undefined };

describe('a submission that is taken', () => {
  it('mission A1 4: is granted at once where nothing is demanded, and asks for nothing to be done', async () => {
    const world = aWorld();

    const outcome = await submit(world, reports);

    expect(outcome).toMatchObject({
      ok: true,
      value: {
        version: 1,
        request: { name: 'granted', restrictionCode: '11000007', requester: 'ana', policyVersion: 1 },
      },
    });
    expect(world.table.query('R#01KATZ9B00TEST000000000001', 'E#')).toMatchObject([{ steps: [], done: [] }]);
  });

  it('is granted against a reason of the group and a ticket, with the words trimmed', async () => {
    const outcome = await submit(aWorld(), { ...billing, justification: '  month end \n' });

    expect(outcome).toMatchObject({
      value: {
        request: {
          name: 'granted',
          restrictionCode: '11100009',
          justification: 'month end',
          reason: 'Incident',
          ticket: 'INC42',
        },
      },
    });
  });

  it('is put before the approvers of the applied group, whose rules are frozen into it', async () => {
    const world = aWorld();

    const outcome = await submit(world);

    expect(outcome).toMatchObject({
      value: {
        request: {
          name: 'pending',
          level: 1,
          restrictionCode: '11110045',
          deadline: Date.parse('2026-11-24T19:00:00Z'),
          windows: [aSubmission().window],
          applied: { because: expect.stringMatching(/^approval is required/), why: { kind: 'approval-always' } },
          rules: {
            levels: [{ approvers: ['bruno', 'carla'] }, { approvers: ['dora'] }],
            inLevels: true,
            emergency: true,
            maxWindow: 4 * 3_600_000,
          },
        },
      },
    });
    expect(world.table.query('R#01KATZ9B00TEST000000000001', 'E#')).toMatchObject([
      {
        record: { detail: { facts: { explanation: { outcome: 'approve', groupId: 45 } } } },
        steps: [{ kind: 'start-workflow', secondsLeft: 7200 }],
      },
    ]);
  });

  it('ends its deadline with the pendingTtl of the group where that comes first', async () => {
    const world = aWorld({ policy: vaultPolicy({ approval: { pendingTtl: 'PT30M' } }) });

    expect(await submit(world)).toMatchObject({
      value: { request: { deadline: Date.parse('2026-11-24T17:30:00Z') } },
    });
  });

  it('asks the manager of the requester with level 1 where the group says so', async () => {
    const world = aWorld({ policy: vaultPolicy({ approval: { addManager: true } }) });

    expect(await submit(world)).toMatchObject({
      value: { request: { rules: { levels: [{ approvers: ['bruno', 'carla', 'eva'] }, { approvers: ['dora'] }] } } },
    });
  });

  it('puts everybody into one pool with the highest numbers where the group has no levels', async () => {
    const levels = [
      { approvers: ['bruno', 'carla'], approvals: 1, disapprovals: 2 },
      { approvers: ['dora', 'carla', 'eva'], approvals: 2, disapprovals: 1 },
    ];
    const world = aWorld({ policy: vaultPolicy({ approval: { inLevels: false, levels } }) });

    expect(await submit(world)).toMatchObject({
      value: {
        request: {
          rules: { levels: [{ approvers: ['bruno', 'carla', 'dora', 'eva'], approvals: 2, disapprovals: 2 }] },
        },
      },
    });
  });

  it('mission Q11: is decided for its own action', async () => {
    const session = { credentialId: 'stock-admin', action: 'start_session', window: undefined } as const;

    expect(await submit(aWorld(), session)).toMatchObject({ value: { request: { restrictionCode: '11100005' } } });
    expect(await submit(aWorld(), { credentialId: 'stock-admin', window: undefined })).toMatchObject({
      refusal: { rule: 'window-required' },
    });
  });
});

describe('what the decision demands of the form', () => {
  const tooLong = { start: Date.parse('2026-11-24T17:00:00Z'), end: Date.parse('2026-11-24T21:00:01Z') };

  it.each<readonly [string, Partial<Submission>]>([
    ['window window-required', { window: undefined }],
    ['window window-not-needed', { ...reports, window: aSubmission().window }],
    ['justification justification-required', { justification: undefined }],
    ['justification justification-required', { justification: ' \t\n' }],
    ['justification justification-required', { ...billing, justification: undefined }],
    ['reason reason-not-listed', { ...billing, reason: undefined }],
    ['reason reason-not-listed', { ...billing, reason: 'Curiosity' }],
    ['ticket ticket-required', { ...billing, ticket: undefined }],
    ['ticket ticket-invalid', { ...billing, ticket: 'CHG42' }],
    ['window.end window-too-long', { window: tooLong }],
  ])('%s', async (rule, more) => {
    const world = aWorld();

    expect(await ruleOf(world, more)).toBe(rule);

    expect(world.table.select(({ pk }) => pk.startsWith('R#'))).toEqual([]);
  });
});

describe('a submission that is refused', () => {
  it.each<readonly [string, Partial<Submission>, boolean]>([
    ['a credential that no group gives', { credentialId: 'vault-root' }, true],
    ['a credential that is not there', { credentialId: 'no-such' }, false],
    ['a person who is not there', { principal: principal('mallory') }, false],
    ['a person who was disabled', { principal: principal('gone') }, false],
    ['a person called by the id although the subject is another', { principal: principal('dora') }, false],
    ['an action that the group does not allow', { ...reports, action: 'start_session' }, true],
  ])('I-05: is one answer for all, and recorded: %s', async (_name, more, known) => {
    const world = aWorld();

    expect(await submit(world, more)).toEqual({
      ok: false,
      refusal: { rule: 'credential-refused', reason: 'No access group gives you this use of this credential now.' },
    });

    expect(world.refusals()).toEqual([
      { type: 'AccessRefused', actor: aSubmission(more).principal.id, detail: { known } },
    ]);
    expect(await world.ports.requests.load('01KATZ9B00TEST000000000001')).toBeUndefined();
  });

  it('is refused before the first policy was applied', async () => {
    const world = aWorld();
    const { reader } = policyBook();

    expect(await makeSubmitRequest({ ...world.ports, policy: reader })(aSubmission())).toMatchObject({
      refusal: { rule: 'credential-refused' },
    });
  });
});
