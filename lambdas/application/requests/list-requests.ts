import { isAbsent } from '../../core/absence/absence.ts';
import type { Request } from '../../core/request/state.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { makeRecordRefusedCall, roleRefusal } from '../people/not-allowed.ts';
import type { Principal } from '../people/principal.ts';
import { openedApprovers } from '../people/viewer.ts';
import type { AbsenceReader } from '../ports/absence-ports.ts';
import type { Clock, Page, PolicyReader, RequestLists, VaultLog } from '../ports/ports.ts';

export type Scope = 'mine' | 'approvals' | 'all';

export interface ListQuery {
  readonly principal: Principal;
  readonly scope: Scope;
  /** The calendar month (UTC, `YYYY-MM`) of scope `all`; the current one when absent. */
  readonly month?: string | undefined;
  readonly cursor?: string | undefined;
}

export interface ListPorts {
  readonly clock: Clock;
  readonly lists: RequestLists;
  readonly policy: PolicyReader;
  readonly absences: AbsenceReader;
  readonly log: VaultLog;
}

/** My requests, My approvals, or all Requests for auditors (seed 1), newest first. */
export const makeListRequests =
  (ports: ListPorts) =>
  async (query: ListQuery): Promise<Result<Page<Request>>> => {
    if (query.scope === 'all') return listAll(ports, query);
    const { user } = await ports.policy.subject(query.principal.id);
    if (!user) return ok({ items: [] });
    const page = await ports.lists[query.scope === 'mine' ? 'byRequester' : 'byApprover'](user.id, query.cursor);
    if (page === 'cursor-unknown') return cursorUnknown;
    return ok(query.scope === 'mine' ? page : { ...page, items: await openTo(ports, user.id, page.items) });
  };

/** An inbox row may be older than what the request has become: only what this person may see is shown. */
const openTo = async (
  { absences, clock }: ListPorts,
  person: string,
  requests: readonly Request[],
): Promise<readonly Request[]> => {
  const others = [...new Set(requests.flatMap(openedApprovers))].filter((each) => each !== person);
  const now = clock();
  const absent = Object.values(await absences.of(others)).filter((absence) => isAbsent(absence, now));
  const asWhom = [person, ...absent.filter(({ delegate }) => delegate === person).map((absence) => absence.person)];
  return requests.filter(
    (request) => request.requester !== person && openedApprovers(request).some((each) => asWhom.includes(each)),
  );
};

export const cursorUnknown = refuse({
  rule: 'cursor-unknown',
  reason: 'This is not the cursor of a page of this list: use the one that came with the last page.',
  field: 'cursor',
});

const listAll = async ({ clock, lists, log }: ListPorts, query: ListQuery): Promise<Result<Page<Request>>> => {
  const refused = roleRefusal(query.principal, ['auditor', 'administrator']);
  if (refused) {
    const { rule } = refused.refusal;
    await makeRecordRefusedCall(log)({ actor: query.principal.id, operation: 'list-requests', rule });
    return refused;
  }
  const month = query.month ?? new Date(clock()).toISOString().slice(0, 7);
  return ok(await lists.byMonth(month, query.cursor));
};
