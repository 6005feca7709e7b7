import type { Request, StateName } from '../../core/request/state.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { roleRefusal } from '../people/not-allowed.ts';
import type { Principal } from '../people/principal.ts';
import type { Page, RequestLists } from '../ports/ports.ts';
import { cursorUnknown } from './list-requests.ts';

export interface ReportFilters {
  readonly emergency?: boolean | undefined;
  readonly state?: StateName | undefined;
  readonly requester?: string | undefined;
  readonly credential?: string | undefined;
}

export interface ReportQuery {
  readonly principal: Principal;
  /** Created at or after, in epoch milliseconds. */
  readonly from: number;
  /** Created before, in epoch milliseconds. */
  readonly to: number;
  readonly cursor?: string | undefined;
  readonly filters: ReportFilters;
}

/** How many months one report may reach over: each is a Query of its own. */
const MAX_MONTHS = 24;
/** How full a page has to be before it is given out: filters leave rows out after they were read. */
const PAGE_SIZE = 30;

/**
 * The Requests report (seed 1): every use, also those that no workflow ran for. Newest first, month after month; the
 * cursor names the month and the place in it.
 */
export const makeReportRequests =
  ({ lists }: { readonly lists: RequestLists }) =>
  async (query: ReportQuery): Promise<Result<Page<Request>>> => {
    const refused = roleRefusal(query.principal, ['auditor', 'administrator']);
    if (refused) return refused;
    const months = monthsBetween(query.from, query.to);
    if (months.length > MAX_MONTHS)
      return refuse({
        rule: 'report-too-long',
        field: 'from',
        reason: `A report covers at most ${MAX_MONTHS} months.`,
      });
    const start = startOf(query.cursor, months);
    if (query.cursor !== undefined && !start) return cursorUnknown;
    return ok(await collect(lists, query, { months, start }));
  };

const collect = async (
  lists: RequestLists,
  query: ReportQuery,
  { months, start }: { readonly months: readonly string[]; readonly start: Place | undefined },
): Promise<Page<Request>> => {
  const items: Request[] = [];
  let at = start;
  while (at && items.length < PAGE_SIZE) {
    const page = await lists.byMonth(at.month, at.cursor);
    items.push(...page.items.filter((request) => matches(request, query)));
    at = page.cursor ? { month: at.month, cursor: page.cursor } : nextMonth(months, at.month);
  }
  return { items, cursor: at && `${at.month}|${at.cursor ?? ''}` };
};

interface Place {
  readonly month: string;
  readonly cursor?: string | undefined;
}

const startOf = (cursor: string | undefined, months: readonly string[]): Place | undefined => {
  if (cursor === undefined) return months[0] ? { month: months[0] } : undefined;
  const [month = '', place = ''] = cursor.split('|');
  return months.includes(month) ? { month, cursor: place || undefined } : undefined;
};

const nextMonth = (months: readonly string[], month: string): Place | undefined => {
  const next = months[months.indexOf(month) + 1];
  return next ? { month: next } : undefined;
};

/** The calendar months (UTC) that hold an instant of `[from, to)`, newest first. */
const monthsBetween = (from: number, to: number): readonly string[] => {
  const months: string[] = [];
  const last = new Date(to - 1);
  for (let at = Date.UTC(last.getUTCFullYear(), last.getUTCMonth()); at >= monthStart(from); at = previous(at)) {
    months.push(new Date(at).toISOString().slice(0, 7));
  }
  return months;
};

const monthStart = (instant: number): number => {
  const date = new Date(instant);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
};

const previous = (start: number): number => monthStart(start - 1);

const matches = (request: Request, { from, to, filters }: ReportQuery): boolean =>
  request.createdAt >= from &&
  request.createdAt < to &&
  (filters.emergency === undefined ||
    filters.emergency === ('emergency' in request && request.emergency !== undefined)) &&
  (filters.state === undefined || filters.state === request.name) &&
  (filters.requester === undefined || filters.requester === request.requester) &&
  (filters.credential === undefined || filters.credential === request.credential);
