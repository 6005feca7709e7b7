import { sectionOf } from '../../../lambdas/core/policy/action.ts';
import type { Policy } from '../../../lambdas/core/policy/schema.ts';
import type { Approved, Ballot, Request, StateName } from '../../../lambdas/core/request/state.ts';
import { policiesIn, type Seen, type SightOf } from '../engine/seen.ts';
import { firstOf, type Invariant, on, openedBy, requestsOf, SKEW_MILLIS } from './invariant.ts';

type Changed = SightOf<'changed'>;

const mayFollow: Readonly<Record<StateName, readonly StateName[]>> = {
  none: ['granted', 'pending'],
  granted: [],
  pending: ['approved', 'rejected', 'cancelled', 'lapsed', 'emergency'],
  approved: ['ended', 'revoked', 'returned'],
  emergency: ['ended', 'revoked', 'returned'],
  rejected: [],
  cancelled: [],
  lapsed: [],
  revoked: [],
  returned: [],
  ended: [],
};

const decisions = ['RequestApproved', 'RequestRejected', 'RequestCancelled', 'RequestLapsed', 'EmergencyUsed'];

export const decidedOnce: Invariant = {
  id: 'I-3',
  says: 'A request is decided at most once, and what is over stays over.',
  watch: on('changed', ({ before, after }, seen) => {
    const from = before?.request.name ?? 'none';
    const to = after.request.name;
    if (from !== to && !mayFollow[from].includes(to)) return `${after.request.id} went from ${from} to ${to}`;
    const decided = seen.lives.get(after.request.id)?.records.filter(({ type }) => decisions.includes(type)) ?? [];
    return decided.length > 1
      ? `${after.request.id} was decided by ${decided.map(({ type }) => type).join(' and ')}`
      : undefined;
  }),
};

/** The approvals of a level that count, by a reading of its own: what is asked for lies inside what its author saw. */
const counted = (request: Extract<Request, { ballots: unknown }>, level: number): readonly Ballot[] => {
  const asked = request.windows.at(-1);
  return request.ballots.filter(
    ({ level: at, verdict, window }) =>
      at === level && verdict === 'approve' && asked && window.start <= asked.start && asked.end <= window.end,
  );
};

const askedTooEarly = ({ after: { request }, effects }: Changed): string | undefined => {
  const asks = effects.some(({ steps }) =>
    steps.some((step) => step.kind === 'mail' && step.notice === 'approval-asked'),
  );
  if (!asks || request.name !== 'pending') return undefined;
  return firstOf(request.rules.levels.slice(0, request.level - 1).entries(), ([index, { approvals }]) =>
    counted(request, index + 1).length < approvals
      ? `level ${request.level} of ${request.id} is asked before level ${index + 1} has approved`
      : undefined,
  );
};

/** A mail with a reply address asks: only people of a level that was reached may get one. */
const mailedTooEarly = ({ mail }: SightOf<'mailed'>, { lives, delegates }: Seen): string | undefined => {
  const life = lives.get(mail.requestId);
  if (!(life && mail.subject.startsWith('Approval needed') && 'rules' in life.stored.request)) return undefined;
  const reached = life.stored.request.rules.levels.slice(0, life.reached).flatMap(({ approvers }) => approvers);
  return [...reached, ...delegates].some((person) => mail.to.startsWith(`${person}@`))
    ? undefined
    : `${mail.to} was asked about ${mail.requestId}, whose level ${life.reached} is the highest that was reached`;
};

export const levelByLevel: Invariant = {
  id: 'I-4',
  says: 'A level is asked only after all levels below it have approved.',
  watch: (sight, seen) => on('changed', askedTooEarly)(sight, seen) ?? on('mailed', mailedTooEarly)(sight, seen),
};

const approvedBy = (request: Approved): string | undefined => {
  const voters = request.ballots.map(({ by }) => by);
  const seats = new Set(request.ballots.map(({ seat }) => seat));
  if (new Set(voters).size < voters.length || seats.size < voters.length)
    return `somebody voted twice on ${request.id}`;
  if (voters.includes(request.requester)) return `${request.requester} voted on the own request ${request.id}`;
  return firstOf(request.rules.levels.entries(), ([index, { approvals, approvers }]) => {
    const given = counted(request, index + 1);
    if (given.length < approvals || approvals < 1) return `${request.id} was approved without level ${index + 1}`;
    const stranger = given.find(({ seat }) => !approvers.includes(seat));
    return stranger && `${stranger.by} is no approver of level ${index + 1} of ${request.id}`;
  });
};

const isApproverNow = (policy: Policy, request: Request, { by, seat }: Ballot): boolean => {
  const section = sectionOf[request.action];
  const person = policy.users.find(({ id }) => id === by);
  const approval = policy.groups.find(({ id, enabled }) => enabled && id === request.groupId)?.[section]?.approval;
  const manager = approval?.addManager ? policy.users.find(({ id }) => id === request.requester)?.manager : undefined;
  const named = [manager, ...(approval?.levels.flatMap(({ approvers }) => approvers) ?? [])];
  return person?.enabled === true && person.kind === 'person' && named.includes(seat);
};

/** The newest vote of a change, if it holds one. */
const castIn = ({ records, after: { request } }: Changed): Ballot | undefined =>
  'ballots' in request && records.some(({ type }) => type === 'VoteCast') ? request.ballots.at(-1) : undefined;

export const approvedByEnough: Invariant = {
  id: 'I-5',
  says: 'What is approved has enough approvals at every level, of distinct people who may approve and are not the requester.',
  watch: on('changed', (sight, seen) => {
    const { request } = sight.after;
    const ballot = castIn(sight);
    const policies = policiesIn(seen, sight.process?.startedAt ?? sight.now, sight.now);
    if (ballot && !policies.some((policy) => isApproverNow(policy, request, ballot)))
      return `the vote of ${ballot.by} on ${request.id} was counted although no policy of that moment names them`;
    const isNew = request.name === 'approved' && sight.before?.request.name === 'pending';
    return isNew ? approvedBy(request) : undefined;
  }),
};

export const decidedInTime: Invariant = {
  id: 'I-6',
  says: 'No vote counts and no emergency begins at or after the deadline, whatever a timer did.',
  watch: on('changed', (sight) => {
    const before = sight.before?.request;
    const inTime = sight.records.filter(({ type }) => type === 'VoteCast' || type === 'EmergencyUsed');
    if (before?.name !== 'pending') return undefined;
    return firstOf(inTime, ({ at, type }) => {
      const began = sight.process?.startedAt ?? sight.now;
      const late = Date.parse(at) >= before.deadline || began >= before.deadline + SKEW_MILLIS;
      return late ? `${type} on ${before.id} after its deadline ${new Date(before.deadline).toISOString()}` : undefined;
    });
  }),
};

/** An access that goes on: until the very end that a request of its own was approved for. */
const extendedWithout = ({ before, after: { request } }: Changed, seen: Seen): string | undefined => {
  const earlier = before && openedBy(before.request)?.window;
  const window = openedBy(request)?.window;
  // An end that is earlier is a revocation or a return, whose clock may be ahead.
  if (!(earlier && window) || request.name !== 'approved' || window.end <= earlier.end) return undefined;
  const extension = requestsOf(seen).find(
    (each) =>
      each.extends === request.id &&
      (each.name === 'approved' || each.name === 'ended') &&
      each.windows.at(-1)?.end === window.end,
  );
  if (!extension) return `${request.id} went on although no extension to that end was approved`;
  const same = (['requester', 'credential', 'action'] as const).every((fact) => extension[fact] === request[fact]);
  return same ? undefined : `${request.id} went on by ${extension.id}, which asks for something else`;
};

const grantedOutside = ({ before, after: { request } }: Changed): string | undefined => {
  if (before?.request.name !== 'pending' || !('window' in request)) return undefined;
  const { window, rules } = request;
  if (window.end - window.start > rules.maxWindow) return `${request.id} is granted for longer than allowed`;
  if (request.name !== 'approved') return undefined;
  const outside = rules.levels
    .flatMap((_, index) => counted(request, index + 1))
    .find((ballot) => window.start < ballot.window.start || ballot.window.end < window.end);
  return outside && `${request.id} is granted outside what ${outside.by} approved`;
};

export const grantedAsApproved: Invariant = {
  id: 'I-8',
  says: 'The window that is granted lies inside every window that was approved, is no longer than the group allows, and goes on only by an extension that was approved.',
  watch: on('changed', (sight, seen) => grantedOutside(sight) ?? extendedWithout(sight, seen)),
};

export const emergencyAsAllowed: Invariant = {
  id: 'I-16',
  says: 'An emergency needs the permission of the group that applied, and its mark stays.',
  watch: on('changed', ({ before, after: { request } }) => {
    const marked = 'emergency' in request ? request.emergency : undefined;
    const earlier = before && 'emergency' in before.request ? before.request.emergency : undefined;
    if (request.name === 'emergency' && !(request.rules.emergency && marked))
      return `${request.id} had no emergency to use`;
    return earlier && earlier.reason !== marked?.reason ? `the emergency mark of ${request.id} was lost` : undefined;
  }),
};

const isUnreviewed = (request: Request): boolean =>
  'emergency' in request && request.emergency !== undefined && request.emergency.review.outcome === undefined;

export const reviewedFirst: Invariant = {
  id: 'C-2',
  says: 'Nobody uses a second emergency while the review of an earlier one is open.',
  watch: on('changed', ({ records, after: { request } }, seen) => {
    if (!records.some(({ type }) => type === 'EmergencyUsed')) return undefined;
    const other = requestsOf(seen).find(
      (each) => each.id !== request.id && each.requester === request.requester && isUnreviewed(each),
    );
    return other && `${request.requester} used the emergency of ${request.id} before that of ${other.id} was reviewed`;
  }),
};
