import type { Action } from '../policy/schema.ts';
import type { Decision } from '../restriction/decision.ts';
import type { Why } from '../restriction/section-rules.ts';
import type { AccessWindow } from './window.ts';

/** How a vote or a command reached us; an audit record without its channel proves nothing (threats.md R-01). */
export type Channel = 'api' | 'mail' | 'link' | 'system';

export type Verdict = 'approve' | 'disapprove';

/** One level of approvers as the group defined it when the request was submitted. */
export interface LevelSnapshot {
  readonly approvers: readonly string[];
  /** How many approvals open the next level. */
  readonly approvals: number;
  /** How many disapprovals end the request. */
  readonly disapprovals: number;
}

/** The approval rules of the applied group, frozen at submission (mission.md Q10, threats.md T-12). */
export interface ApprovalRules {
  /** Without levels (`inLevels: false`) one level that holds everybody. */
  readonly levels: readonly LevelSnapshot[];
  readonly inLevels: boolean;
  readonly emergency: boolean;
  readonly emailReply: boolean;
  /** `approval`: what is given is as long as what was approved, from the last approval on (mission.md Q17). */
  readonly clockStarts: 'request' | 'approval';
  /** How long after an emergency its review is due, in milliseconds, and who reviews besides administrators. */
  readonly review: { readonly within: number; readonly by?: readonly string[] | undefined };
  /** How long after the ask its people are reminded, in milliseconds; 0 = never. */
  readonly remindAfter: number;
  /** Whether those who were asked hear that others have decided. */
  readonly notifyHandled: boolean;
  /** The longest window, in milliseconds. */
  readonly maxWindow: number;
}

/** The one vote of one person, for one seat. It stands for the window that its author saw. */
export interface Ballot {
  readonly by: string;
  /** The approver whose vote it is: the voter, or the absent person whom the voter stands in for. */
  readonly seat: string;
  readonly level: number;
  readonly verdict: Verdict;
  readonly window: AccessWindow;
  readonly windowVersion: number;
  readonly channel: Channel;
  readonly at: number;
  readonly comment?: string | undefined;
}

/** What is known of every request from the first moment, and never changes. */
export interface RequestFacts {
  readonly id: string;
  readonly requester: string;
  readonly credential: string;
  readonly action: Action;
  readonly groupId: number;
  /** The eight digits that the request was decided under. */
  readonly restrictionCode: string;
  readonly policyVersion: number;
  readonly applied?: AppliedRule | undefined;
  readonly justification?: string | undefined;
  /** When the justification was given: earlier than the request where an older one still held. */
  readonly justifiedAt?: number | undefined;
  readonly reason?: string | undefined;
  readonly ticket?: string | undefined;
  readonly rotate: 'always' | 'when-used';
  /** The request whose access goes on when this one is approved. */
  readonly extends?: string | undefined;
  readonly createdAt: number;
}

/** The group that was applied, as its people know it, and why it says what it says. */
export interface AppliedRule {
  readonly name: string;
  /** As the explanation says it, in English. */
  readonly because: string;
  /** The same as facts, for words of the reader's language; absent in requests from before it was kept. */
  readonly why?: Why | undefined;
}

/**
 * The facts as they are submitted, with why the decision was what it was, as served to auditors. The whole of it is kept
 * in the first record alone: it never changes, and the state is written anew with every event.
 */
export type SubmittedFacts = Omit<RequestFacts, 'applied'> & {
  readonly explanation: Decision;
  readonly why?: Why | undefined;
};

/** Somebody looks afterwards whether the emergency was one (mission.md Q21). Until then the requester has no other. */
export interface EmergencyReview {
  readonly dueAt: number;
  /** When it was noted that nobody had reviewed in time. */
  readonly overdueAt?: number | undefined;
  readonly outcome?: ReviewOutcome | undefined;
}

export interface ReviewOutcome {
  readonly by: string;
  readonly at: number;
  readonly verdict: 'justified' | 'not-justified';
  readonly text: string;
}

/** The second reason of an emergency (mission.md Q23). Once set it stays: the mark `Emergency Access: Yes` (seed 1). */
export interface EmergencyMark {
  readonly reason: string;
  readonly at: number;
  readonly review: EmergencyReview;
}

/** What an approval adds to the facts. */
export interface Approval {
  readonly rules: ApprovalRules;
  /** Nobody decides at or after this instant, in epoch milliseconds. */
  readonly deadline: number;
  /** Every version of the window, oldest first: version 1 is what the requester asked for. */
  readonly windows: readonly AccessWindow[];
  readonly ballots: readonly Ballot[];
  /** The highest level that was opened: its approvers, and those below, may see the request. */
  readonly reached: number;
  readonly emergency?: EmergencyMark | undefined;
}

/** How an access was closed: recorded when its end is confirmed. */
export interface Closure {
  readonly password: 'changed' | 'owed-by-a-later-window' | 'not-used';
  readonly confirmedAt: number;
  /** From the end of the access to its confirmed end, in milliseconds. */
  readonly tookMillis: number;
}

/** Where a session was opened: there it is ended, whatever the policy says by then. */
export interface SessionPlace {
  /** Secrets Manager name of the credential, which says which database holds the session's role. */
  readonly secret: string;
  /** The managed node that the channel goes through. */
  readonly node: string;
}

/** A session that was opened; its id, a ULID in lower case, is part of the name of its database role. */
export interface Session {
  readonly id: string;
  readonly openedAt: number;
  /** When it is cut at the latest. */
  readonly until: number;
  readonly place: SessionPlace;
}

/** What was done with an access so far. */
interface Used {
  readonly releasedAt?: number | undefined;
  readonly sessions?: readonly Session[] | undefined;
  /** When somebody was told that its end is not confirmed in time. */
  readonly overdueAt?: number | undefined;
}

/** An immediate use with an end: a session, or a password that is changed some time after it was shown. */
export interface LastingUse {
  readonly window: AccessWindow;
  /** Only when it ended before the end of its window, or its end is confirmed. */
  readonly endedAt?: number | undefined;
  readonly revoked?: { readonly by: string; readonly text: string } | undefined;
  readonly closure?: Closure | undefined;
}

type Decided = RequestFacts & Approval & { readonly decidedAt: number };
type Opened = RequestFacts & Approval & Used & { readonly window: AccessWindow };
type Over = Opened & { readonly endedAt: number; readonly closure?: Closure | undefined };

/** Codes 100 and 110: an immediate use without workflow, good for one release or session. */
export type Granted = RequestFacts &
  Used & {
    readonly name: 'granted';
    /** It begins before this instant, in epoch milliseconds, or not at all. */
    readonly usableUntil?: number | undefined;
    readonly use?: LastingUse | undefined;
  };
/** Level `level` of n is asked. `round` counts how often the workflow asked, so that an old answer cannot count. */
export type Pending = RequestFacts &
  Approval & {
    readonly name: 'pending';
    readonly level: number;
    readonly round: number;
    readonly asked: boolean;
    /** When the open level was asked, and how many reminders of it are behind us. */
    readonly askedAt?: number | undefined;
    readonly reminders?: number | undefined;
    readonly blocked?: { readonly missing: number; readonly left: number } | undefined;
  };
export type Approved = Opened & { readonly name: 'approved' };
export type Emergency = Opened & { readonly name: 'emergency' };
export type Rejected = Decided & { readonly name: 'rejected'; readonly why: 'disapproved' | 'quorum-unreachable' };
export type Cancelled = Decided & { readonly name: 'cancelled' };
export type Lapsed = Decided & { readonly name: 'lapsed' };
export type Revoked = Over & { readonly name: 'revoked'; readonly by: string; readonly text: string };
export type Returned = Over & { readonly name: 'returned' };
/** The window is over, its sessions are closed and the password is changed or not owed. */
export type Ended = Over & { readonly name: 'ended'; readonly closure: Closure };

/** A request that exists. A field is there only in the states in which it means something. */
export type Request =
  | Granted
  | Pending
  | Approved
  | Emergency
  | Rejected
  | Cancelled
  | Lapsed
  | Revoked
  | Returned
  | Ended;

/** Before submission there is nothing. */
export interface NotThere {
  readonly name: 'none';
}

export type RequestState = NotThere | Request;
export type StateName = RequestState['name'];

export const notThere: NotThere = { name: 'none' };

/** The window as it stands now: the newest version. */
export const currentWindow = (approval: Pick<Approval, 'windows'>): AccessWindow => {
  const window = approval.windows.at(-1);
  if (!window) throw new Error('a request with approval always has a window');
  return window;
};

/** Nobody decides at or after this instant: the deadline, or the end of the window where a vote has moved it before that. */
export const votesUntil = (approval: Pick<Approval, 'windows' | 'deadline'>): number =>
  Math.min(approval.deadline, currentWindow(approval).end);
