import { ok } from '../../core/result.ts';
import type { Due } from '../ports/sweep-ports.ts';
import { makeChangeRequest } from '../requests/change-request.ts';
import type { Found, SweepPorts } from './sweep.ts';

/** Later than any pending request can be due: a window starts within 30 days and has an end. */
const EVER_MILLIS = 10 * 366 * 24 * 3_600_000;
const AT_ONCE = 8;

export type Looked = readonly Found[] | 'failed';

/**
 * After a change of the policy every pending request is looked at once: does its level still have enough people, or
 * again (mission.md Q32, threats.md T-13)? How far it got is kept, so that the next run goes on where this one stops at
 * `until`; where something failed it is kept no further, and comes again. Gives what it found and what failed.
 */
export const recheckPending = async (ports: SweepPorts, until: number): Promise<readonly Looked[]> => {
  const [head, swept] = await Promise.all([ports.policy.head(), ports.policySweep.load()]);
  const isNew = head !== undefined && swept?.version !== head.version;
  if (!head || !(isNew || swept?.cursor)) return [];
  const looked: Looked[] = [];
  let cursor = isNew ? undefined : swept?.cursor;
  do {
    const page = await ports.due.page(ports.clock() + EVER_MILLIS, cursor);
    for (let at = 0; at < page.items.length; at += AT_ONCE)
      looked.push(...(await Promise.all(page.items.slice(at, at + AT_ONCE).map((due) => recheckOne(ports, due)))));
    cursor = page.cursor;
  } while (cursor !== undefined && ports.clock() < until);
  if (!looked.includes('failed')) await ports.policySweep.save({ version: head.version, cursor });
  return looked.filter((each) => each === 'failed' || each.length > 0);
};

const recheckOne = async (ports: SweepPorts, due: Due): Promise<Looked> => {
  try {
    return due.kind === 'request' ? await recheckRequest(ports, due.id) : [];
  } catch (error) {
    ports.report(due, error);
    return 'failed';
  }
};

const recheckRequest = async (ports: SweepPorts, id: string): Promise<readonly Found[]> => {
  const before = (await ports.requests.load(id))?.request;
  if (before?.name !== 'pending' || !before.asked) return [];
  const outcome = await makeChangeRequest(ports)(id, async () => ok({ command: { type: 'recheck' } }));
  const isBlocked = outcome.ok && 'blocked' in outcome.value.request && outcome.value.request.blocked !== undefined;
  if (isBlocked === (before.blocked !== undefined)) return [];
  return [isBlocked ? 'level-blocked' : 'level-unblocked'];
};
