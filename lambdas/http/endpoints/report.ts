import type { Clock, Page } from '../../application/ports/ports.ts';
import type { ReportQuery } from '../../application/requests/report-requests.ts';
import type { Request } from '../../core/request/state.ts';
import type { Call } from '../call.ts';
import { reportRequests } from '../contract/reports.ts';
import { type Endpoint, makeEndpoint, type Reply } from '../endpoint.ts';
import { BadCall } from '../problem.ts';
import { reportCsv } from '../views/report-csv.ts';
import { reportRow } from '../views/report-row.ts';
import { type GuardedShell, type Outcome, replyWith, type ShellWithClock } from './parts.ts';

const DAY_MILLIS = 24 * 3_600_000;
const DEFAULT_DAYS = 31;

export const reportRequestsEndpoint = (
  { clock, ...shell }: ShellWithClock & GuardedShell,
  report: (query: ReportQuery) => Outcome<Page<Request>>,
): Endpoint =>
  makeEndpoint(reportRequests, {
    ...shell,
    answer: (call) => replyWith(report(queryOf(call, clock)), (page) => replyOf(page, wantsCsv(call))),
  });

const queryOf = ({ principal, query }: Call<typeof reportRequests>, clock: Clock): ReportQuery => {
  const { cursor, emergency, state, requester, credential } = query;
  const to = query.to === undefined ? clock() : Date.parse(query.to) + (isDay(query.to) ? DAY_MILLIS : 0);
  const from = query.from === undefined ? to - DEFAULT_DAYS * DAY_MILLIS : Date.parse(query.from);
  if (from >= to) throw new BadCall({ rule: 'invalid-field', reason: '"from" must be before "to".', field: 'from' });
  const wanted = emergency && emergency === 'Yes';
  return { principal, from, to, cursor, filters: { emergency: wanted, state, requester, credential } };
};

/** A day stands for the whole of it, in UTC: as the last one it is inside. */
const isDay = (text: string): boolean => !text.includes('T');

const wantsCsv = ({ query, accept }: Call<typeof reportRequests>): boolean =>
  query.format === undefined ? accept.includes('text/csv') : query.format === 'csv';

const replyOf = ({ items, cursor }: Page<Request>, csv: boolean): Reply<typeof reportRequests> => {
  const rows = items.map(reportRow);
  if (!csv) return { body: { items: rows, cursor } };
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': 'attachment; filename="requests.csv"',
    ...(cursor !== undefined && { 'X-Next-Cursor': cursor }),
  };
  return { text: reportCsv(rows), headers };
};
