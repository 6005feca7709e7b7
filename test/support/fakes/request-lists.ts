import type { Page, RequestLists } from '../../../lambdas/application/ports/ports.ts';
import type { Request } from '../../../lambdas/core/request/state.ts';
import type { MemoryTable } from './memory-table.ts';
import { keys } from './request-store.ts';

/** The lists of requests in memory, newest first. A cursor is the id of the last request of a page. */
export const inMemoryRequestLists = (table: MemoryTable, pageSize = 30): RequestLists => {
  const all = (): readonly Request[] =>
    table
      .all()
      .filter(({ sk }) => sk === 'STATE')
      .map((item) => item['request'] as Request);
  const page = (requests: readonly Request[], cursor: string | undefined): Page<Request> | 'cursor-unknown' => {
    const sorted = requests.toSorted((a, b) => (spelled(a) < spelled(b) ? 1 : -1));
    const from = cursor === undefined ? 0 : sorted.findIndex((request) => request.id === cursor) + 1;
    if (cursor !== undefined && from === 0) return 'cursor-unknown';
    const items = sorted.slice(from, from + pageSize);
    return { items, cursor: from + pageSize < sorted.length ? items.at(-1)?.id : undefined };
  };
  return {
    byRequester: async (requester, cursor) =>
      page(
        all().filter((request) => request.requester === requester),
        cursor,
      ),
    hasPending: async (requester, { since, count }) =>
      all().filter((each) => each.requester === requester && each.name === 'pending' && each.createdAt >= since)
        .length >= count,
    byApprover: async (approver, cursor) => {
      const rows = table.query(`A#${approver}`, 'P#');
      return page(
        rows.flatMap(
          (row) => (table.get(keys.state(String(row['requestId'])))?.['request'] as Request | undefined) ?? [],
        ),
        cursor,
      );
    },
    byMonth: async (month, cursor) => {
      const found = page(
        all().filter((request) => created(request).startsWith(month)),
        cursor,
      );
      return found === 'cursor-unknown' ? { items: [] } : found;
    },
  };
};

const created = ({ createdAt }: Request): string => new Date(createdAt).toISOString();
const spelled = (request: Request): string => `${created(request)}#${request.id}`;
