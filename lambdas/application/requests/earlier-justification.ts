import { durationToMillis } from '../../core/policy/schema.ts';
import type { Request } from '../../core/request/state.ts';
import type { AccessDecision } from '../access/decide-access.ts';
import type { Clock, RequestLists } from '../ports/ports.ts';
import type { Submission } from './submission.ts';
import { settingsOf } from './submission.ts';

interface EarlierPorts {
  readonly clock: Clock;
  readonly lists: Pick<RequestLists, 'byRequester'>;
}

/**
 * The form with the justification that this person gave before for the same credential, action and group, while the
 * group's `justificationValidity` lasts (policy.md; mission.md Q28). It counts from when it was given, so reuse does not
 * prolong it. Looks through the newest page of the person's requests: where it is not found there, it is asked again.
 */
export const withEarlierJustification = async (
  { clock, lists }: EarlierPorts,
  access: AccessDecision,
  form: Submission,
): Promise<Submission> => {
  const validity = durationToMillis(settingsOf(access).justificationValidity);
  if (validity === 0 || access.decision.outcome === 'allow' || form.justification?.trim()) return form;
  const page = await lists.byRequester(access.user.id);
  const since = clock() - validity;
  const earlier = page === 'cursor-unknown' ? undefined : page.items.find((request) => holds(request, access, since));
  if (!earlier) return form;
  const { justification, justifiedAt } = earlier;
  return { ...form, justification, justifiedAt, reason: form.reason ?? earlier.reason };
};

const holds = (request: Request, { decision }: AccessDecision, since: number): boolean =>
  request.credential === decision.credential &&
  request.action === decision.action &&
  request.groupId === decision.groupId &&
  request.justification !== undefined &&
  request.justifiedAt !== undefined &&
  request.justifiedAt >= since;
