import type { Approval, Ballot, Closure, EmergencyMark, ReviewOutcome, SessionPlace, SubmittedFacts } from './state.ts';
import type { AccessWindow } from './window.ts';

/** A level that cannot be met: how many approvals it still lacks, and how many people could still give one. */
export interface Shortage {
  readonly missing: number;
  readonly left: number;
}

/** What happened, each with only what it adds. `at` is vault time in epoch milliseconds. */
export type RequestEvent =
  | {
      readonly type: 'UseGranted';
      readonly at: number;
      readonly facts: SubmittedFacts;
      readonly usableUntil?: number | undefined;
    }
  | {
      readonly type: 'RequestSubmitted';
      readonly at: number;
      readonly facts: SubmittedFacts;
      readonly rules: Approval['rules'];
      readonly deadline: number;
      readonly window: AccessWindow;
    }
  | { readonly type: 'LevelOpened'; readonly at: number; readonly level: number; readonly round: number }
  | ({ readonly type: 'LevelBlocked'; readonly at: number; readonly level: number } & Shortage)
  /** Enough people are back. */
  | { readonly type: 'LevelUnblocked'; readonly at: number; readonly level: number }
  /** `count` is how many reminders of this ask are behind us. */
  | { readonly type: 'ApproversReminded'; readonly at: number; readonly level: number; readonly count: number }
  | {
      readonly type: 'WindowChanged';
      readonly at: number;
      readonly by: string;
      readonly from: AccessWindow;
      readonly to: AccessWindow;
      readonly windowVersion: number;
    }
  | {
      readonly type: 'VoteCast';
      readonly at: number;
      readonly ballot: Ballot;
      readonly evidence?: Readonly<Record<string, string>> | undefined;
    }
  | { readonly type: 'LevelPassed'; readonly at: number; readonly level: number; readonly next: number }
  | { readonly type: 'LevelReopened'; readonly at: number; readonly level: number; readonly from: number }
  | { readonly type: 'RequestApproved'; readonly at: number; readonly window: AccessWindow }
  | {
      readonly type: 'RequestRejected';
      readonly at: number;
      readonly level: number;
      readonly why: 'disapproved' | 'quorum-unreachable';
    }
  | { readonly type: 'RequestCancelled'; readonly at: number; readonly by: string }
  | { readonly type: 'RequestLapsed'; readonly at: number; readonly deadline: number }
  | {
      readonly type: 'EmergencyUsed';
      readonly at: number;
      readonly by: string;
      readonly mark: EmergencyMark;
      readonly window: AccessWindow;
    }
  | ({ readonly type: 'EmergencyReviewed' } & ReviewOutcome)
  | { readonly type: 'ReviewOverdue'; readonly at: number; readonly dueAt: number }
  /** `until`: when an immediate use ends by a change of the password. */
  | { readonly type: 'PasswordReleased'; readonly at: number; readonly by: string; readonly until?: number | undefined }
  | {
      readonly type: 'SessionOpened';
      readonly at: number;
      readonly by: string;
      readonly sessionId: string;
      readonly until: number;
      readonly place: SessionPlace;
    }
  | { readonly type: 'AccessRevoked'; readonly at: number; readonly by: string; readonly text: string }
  | { readonly type: 'AccessExtended'; readonly at: number; readonly extension: string; readonly until: number }
  | { readonly type: 'AccessReturned'; readonly at: number; readonly by: string }
  /** The workflow asked although nobody has to be asked any more: it is sent on its way. */
  | { readonly type: 'WorkflowResumed'; readonly at: number }
  /** The end is not confirmed in time: the credential stays quarantined, and somebody has to look. */
  | { readonly type: 'ChangeOverdue'; readonly at: number; readonly endedAt: number }
  | { readonly type: 'AccessClosed'; readonly at: number; readonly closure: Closure };

export type EventName = RequestEvent['type'];
