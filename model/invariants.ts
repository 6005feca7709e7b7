import type { Invariant } from './checker/model.ts';
import { isTelling } from './protocol/dispatch.ts';
import { currentWindow, hasGrant, isMet, type Request, seenWindow } from './protocol/request.ts';
import { approvers, isInside, requester, type Setting } from './protocol/setting.ts';
import { type Case, caseOf, type Seen, type State } from './protocol/state.ts';

type Rule = Invariant<State, Seen>;

/** The invariants of threats.md 3 that the model can speak about, by their numbers. */
export const invariantsOf = (setting: Setting): readonly Rule[] => [
  {
    id: 'I-1',
    says: 'a password is released only while the access is open, inside its window, and with no change due',
    step: (before, { seen }) => seen?.what !== 'released' || mayBeReleased(before, seen.of, seen.at),
  },
  {
    id: 'I-3',
    says: 'a request is decided once; an end has no way on, but for the confirmed end of an access',
    step: (before, { next }) => eachCase(before, next, ({ request: from }, { request: to }) => mayFollow(from, to)),
  },
  {
    id: 'I-4',
    says: 'a level is mailed only when the levels before it have their approvals',
    step: (before, { seen }) =>
      seen?.what !== 'mailed' || seen.level === 1 || isMet(setting, caseOf(before, seen.of).request, 1),
  },
  {
    id: 'I-5',
    says: 'approved means: every level has its approvals, and none is the requester’s',
    step: (before, { next }) =>
      eachCase(before, next, (from, { request }) => !isApproval(from, request) || isApprovedByAll(setting, request)),
  },
  {
    id: 'I-6',
    says: 'what counts was decided before the deadline',
    step: (_before, { seen }) => seen?.what !== 'counted' || seen.at < setting.deadline,
  },
  {
    id: 'I-7',
    says: 'one audit record for each event, in the same write',
    state: ({ cases }) => cases.every(({ request, records }) => records === request.version),
  },
  {
    id: 'I-8',
    says: 'the window that opens lies inside every window that was approved for it, and is not too long',
    step: (before, { next }) =>
      eachCase(before, next, (from, { request }) => !isApproval(from, request) || isWindowApproved(setting, request)),
  },
  {
    id: 'I-9',
    says: 'of an emergency every approver of every level is told, and twice only after a crash',
    step: (before, { next }) =>
      eachCase(before, next, (from, to) => !isTellingOver(from, to) || areTold(to, setting.faults - next.faults)),
  },
  {
    id: 'I-10',
    says: 'an access that is over is closed, and nobody keeps a password that still works',
    rest: (state) => state.cases.every((_, of) => isClosedIfOver(state, of)),
  },
  {
    id: 'I-11',
    says: 'nothing waits past its deadline, the open level is asked, and no execution is left behind',
    rest: (state) => state.cases.every((each) => isAskedIfPending(setting, each.request, state.now)),
    end: ({ cases }) => cases.every(({ approval }) => approval.place === 'done' || approval.place === 'stopped'),
  },
  {
    id: 'I-12',
    says: 'a forged callback changes no request (E-14)',
    step: (before, { seen, next }) =>
      seen?.what !== 'forged' || eachCase(before, next, (from, to) => from.request === to.request),
  },
  {
    id: 'I-16',
    says: 'an emergency is one that the group allows, and its mark stays',
    state: ({ cases }) => cases.every(({ request }) => !request.mark || setting.emergencyAllowed),
    step: (before, { next }) => eachCase(before, next, (from, to) => to.request.mark || !from.request.mark),
  },
];

const eachCase = (before: State, next: State, holds: (from: Case, to: Case) => boolean): boolean =>
  before.cases === next.cases || before.cases.every((from, of) => holds(from, caseOf(next, of)));

const mayBeReleased = (state: State, of: number, at: number): boolean => {
  const { request } = caseOf(state, of);
  const isOpen = request.name === 'approved' || request.name === 'emergency';
  return isOpen && request.start <= at && at < request.end && state.vault.lock.rotating === undefined;
};

const ways: Partial<Record<Request['name'], readonly Request['name'][]>> = {
  pending: ['approved', 'emergency', 'rejected', 'cancelled', 'lapsed'],
  approved: ['revoked', 'returned', 'ended'],
  emergency: ['revoked', 'returned', 'ended'],
};

const mayFollow = (from: Request, to: Request): boolean =>
  from.name === to.name || ways[from.name]?.includes(to.name) === true;

const isApproval = (from: Case, request: Request): boolean =>
  request.name === 'approved' && from.request.name !== 'approved';

const isApprovedByAll = (setting: Setting, request: Request): boolean => {
  const own = request.ballots[requester] !== 0;
  return !own && isMet(setting, request, 1) && isMet(setting, request, 2);
};

/** Counted here in its own way: by the windows, not by what the protocol calls standing. */
const isWindowApproved = (setting: Setting, request: Request): boolean => {
  const asked = currentWindow(setting, request);
  const agreed = approvers.filter((person) => {
    const ballot = request.ballots[person] as number;
    return ballot >= 1 && ballot <= request.versions.length && isInside(asked, seenWindow(setting, request, ballot));
  });
  const enough = agreed.length >= setting.approvals[0] + setting.approvals[1];
  return enough && isInside(request, asked) && request.end - request.start <= setting.maxWindow;
};

/** The emergency was used, or told of, in this step, and nobody is left to be told. */
const isTellingOver = (from: Case, to: Case): boolean =>
  to.request.mark && !isTelling(to) && (isTelling(from) || !from.request.mark);

const areTold = ({ told }: Case, crashes: number): boolean =>
  approvers.every((person) => (told[person] as number) >= 1 && (told[person] as number) <= 1 + crashes);

const isClosedIfOver = (state: State, of: number): boolean => {
  const { request } = caseOf(state, of);
  if (hasGrant(request) && request.end <= state.now) return false;
  const { known, password } = state.vault;
  const isOver = request.closure !== 'none';
  return !isOver || known[of] !== password || isLeft(state);
};

/** Another window on the credential is live: its end changes the password. */
const isLeft = ({ cases, now }: State): boolean =>
  cases.some(({ request }) => hasGrant(request) && request.start <= now && now < request.end);

const isAskedIfPending = (setting: Setting, { name, asked }: Request, now: number): boolean =>
  name !== 'pending' || (asked && now < setting.deadline);
