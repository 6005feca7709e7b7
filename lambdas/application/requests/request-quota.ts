import { durationToMillis } from '../../core/policy/schema.ts';
import type { Refusal } from '../../core/result.ts';
import type { AccessDecision } from '../access/decide-access.ts';
import type { Clock, RequestLists } from '../ports/ports.ts';
import { settingsOf } from './submission.ts';

interface QuotaPorts {
  readonly clock: Clock;
  readonly lists: Pick<RequestLists, 'hasPending'>;
}

/**
 * Nobody has more than `maxOpenRequests` requests waiting, and so no approver gets more mails of one requester than
 * that at a time (threats.md D-07). Only what needs approval counts: it alone asks people. The list may be a moment
 * behind: calls at the same instant may get past it, by as many as there are.
 */
export const quotaRefusal = async (
  { clock, lists }: QuotaPorts,
  access: AccessDecision,
): Promise<Refusal | undefined> => {
  if (access.decision.outcome !== 'approve') return undefined;
  const { maxOpenRequests: count, pendingTtl } = access.head.settings;
  const longest = Math.max(...[pendingTtl, settingsOf(access).approval.pendingTtl].map(durationToMillis));
  if (!(await lists.hasPending(access.user.id, { since: clock() - longest, count }))) return undefined;
  return {
    rule: 'too-many-open-requests',
    reason: `You have ${count} requests that wait for approval: cancel one, or wait until one is decided.`,
  };
};
