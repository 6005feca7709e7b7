import type { Told } from '../../application/requests/show-request.ts';
import type { Chained } from '../../core/audit/chain.ts';
import type { AuditRecord } from '../../core/audit/record.ts';
import { stands } from '../../core/request/seat.ts';
import type { Ballot, Request } from '../../core/request/state.ts';
import { countApprovals, countDisapprovals } from '../../core/request/tally.ts';
import type { Decision } from '../../core/restriction/decision.ts';
import type { HistoryEntry, LevelView, RequestDetail } from '../contract/request-view.ts';
import type { Who } from './open-actions.ts';
import { requestAnswer } from './request-answer.ts';
import { instantText, windowText } from './time.ts';

export interface Looked {
  readonly request: Request;
  readonly viewer: Who;
  readonly explanation: Decision;
  readonly history: readonly Chained<AuditRecord>[];
  readonly told: readonly Told[];
}

/**
 * A request in full, cut to what this viewer may see: its requester gets levels and counts but no approver's name and
 * no detail of an audit record; the history is for the requester, auditors and administrators (threats.md I-06).
 */
export const requestDetail = ({ request, viewer, explanation, history, told }: Looked, now: number): RequestDetail => ({
  ...requestAnswer(request, viewer, now),
  explanation,
  windows:
    'windows' in request ? request.windows.map((window, at) => ({ version: at + 1, ...windowText(window) })) : [],
  levels: levelViews(request, seesNames(viewer)),
  emergencyNotices: told.length > 0 ? noticesView(told, seesNames(viewer)) : undefined,
  history: seesHistory(viewer) ? history.map((record) => historyEntry(record, viewer)) : undefined,
});

const oversees = ({ capacities }: Who): boolean =>
  capacities.includes('auditor') || capacities.includes('administrator');

const seesNames = (viewer: Who): boolean =>
  oversees(viewer) || (viewer.capacities.includes('approver') && !viewer.capacities.includes('requester'));

const seesHistory = (viewer: Who): boolean => oversees(viewer) || viewer.capacities.includes('requester');

const noticesView = (told: readonly Told[], names: boolean): RequestDetail['emergencyNotices'] => ({
  toTell: told.length,
  delivered: told.filter(({ delivered }) => delivered).length,
  people: names ? [...told] : undefined,
});

const levelViews = (request: Request, names: boolean): LevelView[] => {
  if (!('rules' in request)) return [];
  return request.rules.levels.map((rule, index) => {
    const level = index + 1;
    return {
      level,
      approvers: names ? [...rule.approvers] : undefined,
      approvals: { needed: rule.approvals, given: countApprovals(request, level) },
      disapprovals: { needed: rule.disapprovals, given: countDisapprovals(request, level) },
      votes: request.ballots
        .filter((ballot) => ballot.level === level)
        .map((ballot) => voteView(ballot, ballot.verdict === 'disapprove' || stands(request, ballot), names)),
    };
  });
};

const voteView = (ballot: Ballot, counts: boolean, names: boolean): LevelView['votes'][number] => ({
  verdict: ballot.verdict,
  at: instantText(ballot.at),
  windowVersion: ballot.windowVersion,
  channel: ballot.channel,
  counts,
  comment: ballot.comment,
  by: names ? ballot.by : undefined,
});

const historyEntry = (record: Chained<AuditRecord>, viewer: Who): HistoryEntry => {
  const { seq, type, at, actor, state } = record;
  if (oversees(viewer)) return { seq, type, at, actor, state, detail: record.detail, hash: record.hash };
  return { seq, type, at, actor: actor === viewer.id || actor === 'system' ? actor : 'approver', state };
};
