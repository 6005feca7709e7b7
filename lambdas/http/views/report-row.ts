import type { Request, Verdict } from '../../core/request/state.ts';
import type { ReportRow } from '../contract/reports.ts';
import { emergencyAccess, requestView } from './request-view.ts';

/** A request as a row of the Requests report. Auditors read it, so approvers are named. */
export const reportRow = (request: Request): ReportRow => {
  const view = requestView(request);
  return {
    request: request.id,
    created: view.createdAt,
    requester: request.requester,
    credential: request.credential,
    action: request.action,
    state: request.name,
    emergencyAccess: emergencyAccess(request),
    emergencyReason: view.emergencyReason ?? '',
    groupId: request.groupId,
    restrictionCode: request.restrictionCode,
    justification: request.justification ?? '',
    reason: request.reason ?? '',
    ticket: request.ticket ?? '',
    windowStart: view.window?.start ?? '',
    windowEnd: view.window?.end ?? '',
    approvedBy: votersOf(request, 'approve'),
    disapprovedBy: votersOf(request, 'disapprove'),
    releasedAt: view.releasedAt ?? '',
    endedAt: view.endedAt ?? '',
    passwordChange: view.closure?.password ?? '',
  };
};

const votersOf = (request: Request, verdict: Verdict): string =>
  'ballots' in request
    ? request.ballots
        .filter((ballot) => ballot.verdict === verdict)
        .map((ballot) => ballot.by)
        .join(' ')
    : '';
