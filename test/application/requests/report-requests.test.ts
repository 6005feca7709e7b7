import { describe, expect, it } from 'vitest';
import { makeReportRequests, type ReportFilters } from '../../../lambdas/application/requests/report-requests.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { inMemoryRequestLists } from '../../support/fakes/request-lists.ts';
import { pending } from '../../support/fakes/steps.ts';
import { aWorld, principal, submitted, type World } from '../../support/fakes/world.ts';

const november = { from: Date.parse('2026-11-01T00:00:00Z'), to: Date.parse('2026-12-01T00:00:00Z') };
const auditor = principal('eva', 'auditor');
const report = async (
  { ports }: World,
  filters: ReportFilters = {},
  more: Partial<Parameters<ReturnType<typeof makeReportRequests>>[0]> = {},
) => {
  const outcome = await makeReportRequests(ports)({ principal: auditor, ...november, filters, ...more });
  return outcome.ok ? outcome.value.items.map(({ id }) => id) : outcome.refusal.rule;
};
const at = (text: string): number => Date.parse(text);

/** An immediate use, a request that waits, one of the machine, and an emergency. */
const aMonth = async () => {
  const world = aWorld();
  const immediate = await submitted(world, { credentialId: 'reports-reader', window: undefined });
  const waiting = await pending(world);
  const machine = await pending(world, { principal: principal('bot') });
  const emergency = await pending(world);
  await makeUseEmergency(world.ports)({ principal: principal('ana'), requestId: emergency, reason: 'orders are lost' });
  return { world, immediate, waiting, machine, emergency };
};

describe('the Requests report', () => {
  it('mission A1 15: holds every use, newest first, also those that no workflow ran for', async () => {
    const { world, immediate, waiting, machine, emergency } = await aMonth();

    expect(await report(world)).toEqual([emergency, machine, waiting, immediate]);
  });

  it('R-04: is filtered by emergency access', async () => {
    const { world, immediate, waiting, machine, emergency } = await aMonth();

    expect(await report(world, { emergency: true })).toEqual([emergency]);
    expect(await report(world, { emergency: false })).toEqual([machine, waiting, immediate]);
  });

  it('is filtered by state, requester and credential, together', async () => {
    const { world, immediate, waiting, machine } = await aMonth();

    expect(await report(world, { state: 'pending' })).toEqual([machine, waiting]);
    expect(await report(world, { state: 'pending', requester: 'bot' })).toEqual([machine]);
    expect(await report(world, { credential: 'reports-reader' })).toEqual([immediate]);
    expect(await report(world, { credential: 'reports-reader', emergency: true })).toEqual([]);
  });

  it('holds what was created at or after its start and before its end', async () => {
    const { world } = await aMonth();

    expect(await report(world, {}, { from: at('2026-11-24T17:00:00.000Z') })).toHaveLength(4);
    expect(await report(world, {}, { from: at('2026-11-24T17:00:00.001Z') })).toEqual([]);
    expect(await report(world, {}, { to: at('2026-11-24T17:00:00.000Z') })).toEqual([]);
    expect(await report(world, {}, { to: at('2026-11-24T17:00:00.001Z') })).toHaveLength(4);
    expect(await report(world, {}, { from: november.to, to: november.from })).toEqual([]);
  });

  it('is for auditors and administrators', async () => {
    const { world } = await aMonth();

    expect(await report(world, {}, { principal: principal('ana') })).toBe('not-allowed');
    expect(await report(world, {}, { principal: principal('eva', 'administrator') })).toHaveLength(4);
  });

  it('covers 24 months and no more', async () => {
    const world = aWorld();

    expect(await report(world, {}, { from: at('2024-12-01T00:00:00Z') })).toEqual([]);
    expect(await report(world, {}, { from: at('2024-11-30T23:59:59Z') })).toBe('report-too-long');
  });

  it('reads month after month, newest first, over the turn of a year', async () => {
    const world = aWorld({ at: '2026-12-31T23:00:00Z' });
    const immediate = { credentialId: 'reports-reader', window: undefined };
    const old = await submitted(world, immediate);
    world.time.set('2027-01-01T01:00:00Z');
    const young = await submitted(world, immediate);

    const range = { from: at('2026-12-01T00:00:00Z'), to: at('2027-02-01T00:00:00Z') };

    expect(await report(world, {}, range)).toEqual([young, old]);
  });
});

describe('the pages of the report', () => {
  const paged = async () => {
    const world = aWorld({ at: '2026-10-31T12:00:00Z' });
    const immediate = { credentialId: 'reports-reader', window: undefined };
    for (let count = 0; count < 35; count += 1) await submitted(world, immediate);
    world.time.set('2026-11-02T12:00:00Z');
    for (let count = 0; count < 35; count += 1) await submitted(world, immediate);
    const run = makeReportRequests({ lists: inMemoryRequestLists(world.table, 7) });
    const query = { principal: auditor, from: at('2026-10-01T00:00:00Z'), to: november.to };
    return { run, query };
  };

  it('together hold every request once, in order', async () => {
    const { run, query } = await paged();
    const ids: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const outcome = await run({ ...query, filters: {}, cursor });
      if (!outcome.ok) throw new Error(outcome.refusal.rule);
      ids.push(...outcome.value.items.map(({ id }) => id));
      cursor = outcome.value.cursor;
      pages += 1;
    } while (cursor);

    expect(ids).toHaveLength(70);
    expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? 1 : -1)));
    expect(pages).toBe(2);
  });

  it('go on reading where a filter leaves most rows out', async () => {
    const { run, query } = await paged();

    expect(await run({ ...query, filters: { state: 'pending' } })).toEqual({
      ok: true,
      value: { items: [], cursor: undefined },
    });
  });

  it.each(['made-up', '2026-09|x', ''])('refuse the cursor %j, which no page gave out', async (cursor) => {
    const { run, query } = await paged();

    expect(await run({ ...query, filters: {}, cursor })).toMatchObject({
      refusal: { rule: 'cursor-unknown', field: 'cursor' },
    });
  });
});
