import { describe, expect, it } from 'vitest';
import type { Submission } from '../../../lambdas/application/requests/submission.ts';
import { makeSubmitRequest } from '../../../lambdas/application/requests/submit-request.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aSubmission, aWorld, principal, type World } from '../../support/fakes/world.ts';

const submit = ({ ports }: World, more: Partial<Submission> = {}) => makeSubmitRequest(ports)(aSubmission(more));
const key = (bodyDigest: string) => ({ idempotency: { key: 'k1', bodyDigest } });
const requestsIn = (world: World) => world.table.all().filter(({ sk }) => sk === 'STATE').length;

describe('T-17: the same Idempotency-Key', () => {
  it('with the same body gives the same answer and makes one request', async () => {
    const world = aWorld();
    const first = await submit(world, key('body'));
    world.time.advance(2 * 3_600_000);
    world.book.edit(vaultPolicy({ groups: [] }));

    const second = await submit(world, key('body'));

    expect(first).toMatchObject({ ok: true, value: { request: { name: 'pending' } } });
    expect(second).toEqual(first);
    expect(requestsIn(world)).toBe(1);
  });

  it('with another body is refused', async () => {
    const world = aWorld();
    await submit(world, key('body'));

    expect(await submit(world, key('other'))).toMatchObject({
      refusal: { rule: 'idempotency-key-reused', field: 'Idempotency-Key' },
    });
    expect(requestsIn(world)).toBe(1);
  });

  it('of another person is another key', async () => {
    const world = aWorld();
    await submit(world, key('body'));

    const outcome = await submit(world, { ...key('body'), principal: principal('bot') });

    expect(outcome).toMatchObject({ value: { request: { requester: 'bot' } } });
    expect(requestsIn(world)).toBe(2);
  });

  it('twice at the same moment makes one request, and both get it', async () => {
    const world = aWorld();

    const [first, second] = await Promise.all([submit(world, key('body')), submit(world, key('body'))]);

    expect(first?.ok).toBe(true);
    expect(second).toEqual(first);
    expect(requestsIn(world)).toBe(1);
  });

  it('is not spent by a submission that was refused', async () => {
    const world = aWorld();
    await submit(world, { ...key('body'), window: undefined });

    expect((await submit(world, key('other'))).ok).toBe(true);
  });

  it('asks to try again where the other use of the key cannot be seen yet', async () => {
    const world = aWorld();
    const requests = { ...world.ports.requests, commit: async () => 'conflict' as const };

    expect(await makeSubmitRequest({ ...world.ports, requests })(aSubmission(key('body')))).toMatchObject({
      refusal: { rule: 'try-again' },
    });
  });

  it('is not needed: without one each submission is a request of its own', async () => {
    const world = aWorld();

    await submit(world);
    await submit(world);

    expect(requestsIn(world)).toBe(2);
  });
});

describe('a policy that changes while the decision is made', () => {
  it('T-12: is seen: the decision is made again, whole, under the newer version', async () => {
    const world = aWorld();
    let edits = 0;
    const readRows: typeof world.ports.readRows = async (head, action) => {
      const rows = await world.ports.readRows(head, action);
      if (edits === 0) world.book.edit(vaultPolicy({ group: { viewPassword: { allowed: false } } }));
      edits += 1;
      return rows;
    };

    const outcome = await makeSubmitRequest({ ...world.ports, readRows })(aSubmission());

    expect(outcome).toMatchObject({ ok: false, refusal: { rule: 'credential-refused' } });
    expect(edits).toBe(2);
  });

  it('is a fault when it never stands still', async () => {
    const world = aWorld();
    const readRows: typeof world.ports.readRows = async (head, action) => {
      world.book.edit(vaultPolicy());
      return world.ports.readRows(head, action);
    };

    await expect(makeSubmitRequest({ ...world.ports, readRows })(aSubmission())).rejects.toMatchObject({
      name: 'PolicyFault',
      retryable: true,
    });
  });
});
