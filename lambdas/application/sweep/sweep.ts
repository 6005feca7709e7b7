import type { StoredRequest } from '../ports/ports.ts';
import type {
  ChangeOwedPassword,
  DispatchEffect,
  Due,
  DueList,
  PolicySweep,
  WorkflowRescue,
} from '../ports/sweep-ports.ts';
import type { ChangePorts } from '../requests/change-request.ts';

export type SweepPorts = ChangePorts & {
  readonly due: DueList;
  readonly policySweep: PolicySweep;
  readonly rescue: WorkflowRescue;
  readonly dispatch: DispatchEffect;
  readonly changeOwedPassword: ChangeOwedPassword;
  /** Says why a row could not be handled; the sweep goes on. */
  readonly report: (due: Due, error: unknown) => void;
};

/** What the sweeper did about a row, in the words that it is counted under. */
export type Found =
  | 'approvers-reminded'
  | 'level-blocked'
  | 'level-unblocked'
  | 'review-overdue'
  | 'request-lapsed'
  | 'workflow-restarted'
  | 'close-started'
  | 'access-overdue'
  | 'effect-dispatched'
  | 'mail-put-off'
  | 'password-change-started';

/** A request that is due, as it is stored now, at the vault time `now`. */
export interface DueRequest {
  readonly stored: StoredRequest;
  readonly dueAt: number;
  readonly now: number;
}

/** One thing that may be overdue about a request. It looks at the request alone, and gives undefined if it is not. */
export type RequestSweep = (ports: SweepPorts, due: DueRequest) => Promise<Found | undefined>;
