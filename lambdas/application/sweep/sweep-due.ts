import { Fault } from '../fault.ts';
import type { Due } from '../ports/sweep-ports.ts';
import { type Looked, recheckPending } from './recheck-pending.ts';
import { requestSweeps } from './request-sweeps.ts';
import type { Found, SweepPorts } from './sweep.ts';

/** Rows that end within this time are looked at already: an access without a workflow is found before its end. */
const AHEAD_MILLIS = 90_000;
/** One run stops after this, and the next goes on: a run a minute, none for long beside another. */
const BUDGET_MILLIS = 40_000;
const AT_ONCE = 8;

export interface SweepReport {
  /** How often what was done. */
  readonly found: Readonly<Partial<Record<Found, number>>>;
  readonly looked: number;
  /** Rows that could not be handled: each was reported, and comes again with the next run. */
  readonly failed: number;
  /** The time was up before the last row. */
  readonly unfinished: boolean;
}

/**
 * Finds what timers missed (threats.md I-9 to I-11): every row of the due index is read anew and handled by the handler
 * of its kind. Each handler may be repeated. A row that fails is reported, and does not stop the others.
 * Then, after a change of the policy, pending requests whose people it took away or gave back.
 */
export const makeSweepDue = (ports: SweepPorts) => async (): Promise<SweepReport> => {
  const started = ports.clock();
  const results: Result[] = [];
  let cursor: string | undefined;
  let unfinished = false;
  do {
    const page = await ports.due.page(started + AHEAD_MILLIS, cursor);
    for (let at = 0; at < page.items.length && !unfinished; at += AT_ONCE) {
      results.push(...(await Promise.all(page.items.slice(at, at + AT_ONCE).map((due) => sweepOne(ports, due)))));
      unfinished = ports.clock() - started >= BUDGET_MILLIS;
    }
    cursor = page.cursor;
  } while (cursor !== undefined && !unfinished);
  if (!unfinished) results.push(...(await recheckPending(ports, started + BUDGET_MILLIS)));
  return reportOf(results, unfinished);
};

type Result = Looked;

const sweepOne = async (ports: SweepPorts, due: Due): Promise<Result> => {
  try {
    return await handle(ports, due);
  } catch (error) {
    ports.report(due, error);
    return 'failed';
  }
};

/** The handler of each kind of row. */
const handle = async (ports: SweepPorts, due: Due): Promise<readonly Found[]> => {
  switch (due.kind) {
    case 'request':
      return sweepRequest(ports, due);
    case 'effect':
      return sweepEffect(ports, due);
    case 'password':
      return sweepPassword(ports, due);
    case 'unknown':
      throw new Fault('DueUnknown', `nobody knows what is due about ${due.key.pk} ${due.key.sk}`);
  }
};

const sweepRequest = async (ports: SweepPorts, { id, dueAt }: Extract<Due, { kind: 'request' }>) => {
  const found: Found[] = [];
  let stored = await loadDue(ports, id);
  for (const sweep of requestSweeps) {
    const did = await sweep(ports, { stored, dueAt, now: ports.clock() });
    if (!did) continue;
    found.push(did);
    stored = await loadDue(ports, id);
  }
  return found;
};

const loadDue = async ({ requests }: SweepPorts, id: string) => {
  const stored = await requests.load(id);
  if (!stored) throw new Fault('RequestMissing', `there is no request ${id}`);
  return stored;
};

const sweepEffect = async ({ dispatch, clock }: SweepPorts, due: Extract<Due, { kind: 'effect' }>) => {
  if (clock() < due.dueAt) return [];
  return [(await dispatch(due.key)) === 'done' ? 'effect-dispatched' : 'mail-put-off'] as const;
};

const sweepPassword = async (ports: SweepPorts, { credential, dueAt }: Extract<Due, { kind: 'password' }>) => {
  if (ports.clock() < dueAt) return [];
  await ports.changeOwedPassword(credential);
  return ['password-change-started'] as const;
};

const reportOf = (results: readonly Result[], unfinished: boolean): SweepReport => {
  const found: Partial<Record<Found, number>> = {};
  for (const did of results.flatMap((result) => (result === 'failed' ? [] : result)))
    found[did] = (found[did] ?? 0) + 1;
  return { found, looked: results.length, failed: results.filter((result) => result === 'failed').length, unfinished };
};
