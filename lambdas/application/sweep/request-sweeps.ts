import { accessOf, isOverdue } from '../../core/request/access.ts';
import { workflowAnswer } from '../../core/request/effects.ts';
import { nextReminderAt } from '../../core/request/reminder.ts';
import { isReviewOverdue } from '../../core/request/review.ts';
import { ok } from '../../core/result.ts';
import { Fault } from '../fault.ts';
import { makeChangeRequest } from '../requests/change-request.ts';
import type { RequestSweep } from './sweep.ts';

/** A close takes seconds: one that is not confirmed a minute after the end has nobody who works at it. */
const CLOSE_GRACE_MILLIS = 60_000;

/** Nobody decided by the deadline, and no timer said so: the request lapses, and the record sends the workflow on. */
const lapseOverdue: RequestSweep = async (ports, { stored, now }) => {
  const { request } = stored;
  if (request.name !== 'pending' || now < request.deadline) return undefined;
  const outcome = await makeChangeRequest(ports)(request.id, async () => ok({ command: { type: 'lapse' } }));
  if (!outcome.ok) throw refused(request.id, outcome.refusal.rule);
  return 'request-lapsed';
};

/** A level that was to be asked a minute ago and was not: the workflow is gone, or went where a forged answer led it. */
const askOverdue: RequestSweep = async ({ rescue }, { stored: { request }, dueAt, now }) => {
  if (request.name !== 'pending' || request.asked || now < dueAt || now >= request.deadline) return undefined;
  await rescue.restart(request.id, workflowAnswer(request, now).secondsLeft);
  return 'workflow-restarted';
};

/** Shortly before its end an access must have a workflow that waits for it, so that it is closed in time. */
const watchEnd: RequestSweep = async ({ rescue }, { stored: { request }, now }) => {
  if (!(request.name === 'approved' || request.name === 'emergency') || now >= request.window.end) return undefined;
  const state = await rescue.ensure(request.id, workflowAnswer(request, now).secondsLeft);
  return state === 'started' ? 'workflow-restarted' : undefined;
};

/** An access that is over and not closed: the small machine closes it, whatever became of the workflow. */
const closeOverdue: RequestSweep = async ({ rescue }, { stored: { request }, now }) => {
  const access = accessOf(request);
  if (!access || access.closure || now < access.window.end + CLOSE_GRACE_MILLIS) return undefined;
  const state = await rescue.ensureClose(request.id);
  return state === 'started' ? 'close-started' : undefined;
};

/** Approvers who have not answered are reminded, with longer and longer pauses. */
const remindDue: RequestSweep = async (ports, { stored: { request }, now }) => {
  const next = request.name === 'pending' ? nextReminderAt(request) : undefined;
  if (next === undefined || now < next) return undefined;
  const outcome = await makeChangeRequest(ports)(request.id, async () => ok({ command: { type: 'remind' } }));
  if (!outcome.ok) throw refused(request.id, outcome.refusal.rule);
  return 'approvers-reminded';
};

/** An end that is still not confirmed: noted once, and counted at every run for as long as it lasts (threats.md D-13). */
const noteOverdue: RequestSweep = async (ports, { stored: { request }, now }) => {
  const access = accessOf(request);
  if (!access || !isOverdue(access, now)) return undefined;
  const outcome = await makeChangeRequest(ports)(request.id, async () => ok({ command: { type: 'note-overdue' } }));
  if (!outcome.ok) throw refused(request.id, outcome.refusal.rule);
  return 'access-overdue';
};

/** Nobody reviewed an emergency in time: administrators are told once. */
const noteReviewOverdue: RequestSweep = async (ports, { stored: { request }, now }) => {
  if (!isReviewOverdue(request, now)) return undefined;
  const outcome = await makeChangeRequest(ports)(request.id, async () =>
    ok({ command: { type: 'note-review-overdue' } }),
  );
  if (!outcome.ok) throw refused(request.id, outcome.refusal.rule);
  return 'review-overdue';
};

const refused = (id: string, rule: string): Fault =>
  new Fault('SweepRefused', `request ${id} refused the sweeper: ${rule}`);

/** Everything that may be overdue about a request, in this order. A new one is one more line here. */
export const requestSweeps: readonly RequestSweep[] = [
  lapseOverdue,
  remindDue,
  askOverdue,
  watchEnd,
  closeOverdue,
  noteOverdue,
  noteReviewOverdue,
];
