import { sectionOf } from '../../core/policy/action.ts';
import type { Action, ActionSettings, Level } from '../../core/policy/schema.ts';
import { durationToMillis } from '../../core/policy/schema.ts';
import type { Submit } from '../../core/request/commands.ts';
import type { ApprovalRules, LevelSnapshot, SubmittedFacts } from '../../core/request/state.ts';
import type { AccessWindow } from '../../core/request/window.ts';
import { whyOf } from '../../core/restriction/section-rules.ts';
import type { Refusal } from '../../core/result.ts';
import type { AccessDecision } from '../access/decide-access.ts';
import type { Idempotency, Principal } from '../people/principal.ts';

/** What the requester fills in: the justification form of seed 1, with the period where approval is needed. */
export interface Submission {
  readonly principal: Principal;
  readonly credentialId: string;
  readonly action: Action;
  readonly justification?: string | undefined;
  readonly reason?: string | undefined;
  readonly ticket?: string | undefined;
  readonly window?: AccessWindow | undefined;
  /** When an earlier justification that still holds was given; never from the caller. */
  readonly justifiedAt?: number | undefined;
  /** The request whose access goes on when this one is approved. */
  readonly extends?: string | undefined;
  readonly idempotency?: Idempotency | undefined;
}

const no = (rule: string, field: string, reason: string): Refusal => ({ rule, field, reason });

/** What the decision demands of the form and did not get, or undefined (mission.md A1 12, 16; policy.md approval settings). */
export const demandsRefusal = (access: AccessDecision, form: Submission): Refusal | undefined =>
  windowDemand(access, form) ?? justificationDemand(access, form) ?? ticketDemand(settingsOf(access), form);

const windowDemand = ({ decision }: AccessDecision, { window }: Submission): Refusal | undefined => {
  if (decision.outcome === 'approve' && !window)
    return no('window-required', 'window', 'This use needs approval: say from when until when you need it.');
  if (decision.outcome !== 'approve' && window)
    return no('window-not-needed', 'window', 'This use is immediate and has no window: leave it out.');
  return undefined;
};

const justificationDemand = (access: AccessDecision, form: Submission): Refusal | undefined => {
  if (access.decision.outcome === 'allow') return undefined;
  if (!form.justification?.trim())
    return no('justification-required', 'justification', 'This use needs a justification: say why you need it.');
  const { reasons } = settingsOf(access);
  if (reasons.length > 0 && !(form.reason && reasons.includes(form.reason)))
    return no('reason-not-listed', 'reason', `Choose one of the reasons of the group: ${reasons.join(', ')}.`);
  return undefined;
};

const ticketDemand = ({ ticket }: ActionSettings, form: Submission): Refusal | undefined => {
  if (ticket.required && !form.ticket) return no('ticket-required', 'ticket', 'This use needs the number of a ticket.');
  if (form.ticket && ticket.pattern && !new RegExp(ticket.pattern).test(form.ticket))
    return no('ticket-invalid', 'ticket', `The ticket does not look like one: it must match ${ticket.pattern}.`);
  return undefined;
};

export const settingsOf = (access: AccessDecision): ActionSettings => {
  const settings = access.group?.[sectionOf[access.decision.action]];
  if (!settings) throw new Error(`group ${access.decision.groupId} won without settings for ${access.decision.action}`);
  return settings;
};

/** The command, with the rules of the applied group frozen into it (mission.md Q10). */
export const submitCommand = (access: AccessDecision, form: Submission, id: string, now: number): Submit => {
  const facts = factsOf(access, form, id, now);
  if (access.decision.outcome !== 'approve' || !form.window)
    return { type: 'submit', facts, usableUntil: now + durationToMillis(access.head.settings.useWithin) };
  const { approval } = settingsOf(access);
  const ttl = now + durationToMillis(approval.pendingTtl);
  // An access that is over is not extended any more.
  const deadline = form.extends === undefined ? ttl : Math.min(ttl, form.window.start);
  return { type: 'submit', facts, approval: { rules: rulesOf(access), deadline, window: form.window } };
};

const factsOf = (access: AccessDecision, form: Submission, id: string, now: number): SubmittedFacts => {
  const { decision, head, user, credential } = access;
  if (decision.code === null || decision.groupId === null) throw new Error('a decision that allows has a code');
  return {
    id,
    requester: user.id,
    credential: credential.id,
    action: decision.action,
    groupId: decision.groupId,
    restrictionCode: decision.code,
    policyVersion: head.version,
    explanation: decision,
    why: whyOf(settingsOf(access), decision.outcome),
    justification: form.justification?.trim() || undefined,
    justifiedAt: form.justification?.trim() ? (form.justifiedAt ?? now) : undefined,
    reason: form.reason,
    ticket: form.ticket,
    rotate: credential.rotate,
    extends: form.extends,
    createdAt: now,
  };
};

const rulesOf = (access: AccessDecision): ApprovalRules => {
  const { approval } = settingsOf(access);
  const levels = withManager(approval.levels, approval.addManager ? access.user.manager : undefined);
  return {
    levels: approval.inLevels ? levels : [pooled(levels)],
    inLevels: approval.inLevels,
    emergency: approval.emergency,
    emailReply: approval.emailReply,
    clockStarts: approval.clockStarts,
    remindAfter: durationToMillis(approval.remindAfter),
    review: { within: durationToMillis(approval.review.within), by: approval.review.by },
    notifyHandled: access.head.settings.notifyHandled,
    maxWindow: durationToMillis(approval.maxWindow),
  };
};

/** The requester's manager joins level 1 (policy.md `addManager`). */
const withManager = (levels: readonly Level[], manager: string | undefined): LevelSnapshot[] =>
  levels.map((level, index) =>
    index === 0 && manager && !level.approvers.includes(manager)
      ? { ...level, approvers: [...level.approvers, manager] }
      : level,
  );

/** Without levels: everybody in one pool, with the highest numbers of any level (design.md 4). */
const pooled = (levels: readonly LevelSnapshot[]): LevelSnapshot => ({
  approvers: [...new Set(levels.flatMap((level) => level.approvers))],
  approvals: Math.max(...levels.map((level) => level.approvals)),
  disapprovals: Math.max(...levels.map((level) => level.disapprovals)),
});
