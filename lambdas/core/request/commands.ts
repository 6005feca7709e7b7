import type { HeldBy } from './exclusive-custody.ts';
import type { People } from './people.ts';
import type { Approval, Channel, Closure, ReviewOutcome, SessionPlace, SubmittedFacts, Verdict } from './state.ts';
import type { AccessWindow } from './window.ts';

/** Ask for the use of a credential. The decision was already taken; `approval` is there when it said 111. */
export interface Submit {
  readonly type: 'submit';
  readonly facts: SubmittedFacts;
  /** Until when an immediate use may begin, in epoch milliseconds. */
  readonly usableUntil?: number | undefined;
  readonly approval?: (Pick<Approval, 'rules' | 'deadline'> & { readonly window: AccessWindow }) | undefined;
}

/** Approve or disapprove, perhaps with a changed window. `windowVersion` is the version that the voter saw. */
export interface CastVote {
  readonly type: 'vote';
  readonly by: string;
  readonly verdict: Verdict;
  readonly windowVersion: number;
  readonly window?: AccessWindow | undefined;
  readonly comment?: string | undefined;
  readonly channel: Channel;
  /** What proves it: the mail's id and digest, or the caller's address. Kept in the audit record only. */
  readonly evidence?: Readonly<Record<string, string>> | undefined;
}

export interface Cancel {
  readonly type: 'cancel';
  readonly by: string;
}

/** Skip the wait, with a second reason (seed 1, mission.md Q23). */
export interface UseEmergency {
  readonly type: 'use-emergency';
  readonly by: string;
  readonly reason: string;
  /** The request of this person whose emergency still waits for its review. */
  readonly openReview?: string | undefined;
}

/** End an access early, with the text that its user is shown. */
export interface Revoke {
  readonly type: 'revoke';
  readonly by: string;
  readonly administrator: boolean;
  readonly text: string;
}

/** Says afterwards whether an emergency was one. */
export interface Review {
  readonly type: 'review';
  readonly by: string;
  readonly administrator: boolean;
  readonly verdict: ReviewOutcome['verdict'];
  readonly text: string;
}

/** Nobody reviewed an emergency in time: that is noted once. */
export interface NoteReviewOverdue {
  readonly type: 'note-review-overdue';
}

export interface ReturnAccess {
  readonly type: 'return';
  readonly by: string;
}

/** Another request, which was approved, carries the access on. */
export interface Extend {
  readonly type: 'extend';
  /** The id of that request. */
  readonly extension: string;
  /** The new end, in epoch milliseconds. */
  readonly until: number;
}

/** The workflow asks the current level; its token is stored beside the request, never in an event. */
export interface OpenLevel {
  readonly type: 'open-level';
}

/** People may have left or come back since the level was asked: notices a level that cannot be met, and one that can again. */
export interface Recheck {
  readonly type: 'recheck';
}

/** Those of the open level who did not answer yet are reminded, when it is time. */
export interface Remind {
  readonly type: 'remind';
}

export interface Lapse {
  readonly type: 'lapse';
}

/** Use the credential. `flags` are those of the decision computed anew at this instant (threats.md 0.10). */
interface Use {
  readonly by: string;
  readonly flags: '000' | '100' | '110' | '111';
  /** The password is being changed. */
  readonly passwordDue: boolean;
  /** From when on a change is due, in epoch milliseconds, perhaps yet to come; absent = none is, or nobody knows. */
  readonly dueSince?: number | undefined;
  /** Who else has the credential, where it is exclusive and somebody has. */
  readonly heldBy?: HeldBy | undefined;
  /** Nobody stored a secret for the credential: there is nothing to hand out. Absent = there is one. */
  readonly secretMissing?: boolean | undefined;
}

/** Hand out the password. */
export interface Release extends Use {
  readonly type: 'release';
  /** How long after an immediate use the password is changed, in milliseconds; absent = it is not. */
  readonly lasts?: number | undefined;
}

/** Open a session under a name of its own, without showing the password. The same id again is the same session. */
export interface OpenSession extends Use {
  readonly type: 'open-session';
  /** A ULID in lower case. */
  readonly sessionId: string;
  readonly place: SessionPlace;
  /** How long an immediate session may last, in milliseconds; one inside a window lasts to its end. */
  readonly lasts: number;
}

/** The sweeper found an access that is over for some time and whose end is not confirmed (threats.md D-13). */
export interface NoteOverdue {
  readonly type: 'note-overdue';
}

/** The end of an access is confirmed. */
export interface Close {
  readonly type: 'close';
  readonly password: Closure['password'];
}

export type Command =
  | Submit
  | CastVote
  | Cancel
  | UseEmergency
  | Revoke
  | Review
  | NoteReviewOverdue
  | ReturnAccess
  | Extend
  | OpenLevel
  | Recheck
  | Remind
  | Lapse
  | Release
  | OpenSession
  | NoteOverdue
  | Close;

export type CommandName = Command['type'];

/** What the shell knows and the core may not ask for: the clock, and who people are at this moment. */
export interface Context {
  /** Vault time, in epoch milliseconds. */
  readonly now: number;
  /** The standing of each person involved; a person whom the policy does not know has none. */
  readonly people: People;
}
