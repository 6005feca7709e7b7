import type { Effect } from './effect-ports.ts';

/**
 * A row of the due index: where something is whose time has come, and when that was in epoch milliseconds. What it
 * needs is read from the thing itself: the index may be a moment old. `unknown` is a row that nobody can read.
 */
export type Due =
  | { readonly kind: 'request'; readonly id: string; readonly dueAt: number }
  | { readonly kind: 'effect'; readonly key: Effect['key']; readonly dueAt: number }
  /** The change of a credential's password that was put off and can be put off no longer. */
  | { readonly kind: 'password'; readonly credential: string; readonly dueAt: number }
  | { readonly kind: 'unknown'; readonly key: Effect['key']; readonly dueAt: number };

export interface DueList {
  /** The next rows that are due by `until`, those about emergencies first, then the oldest of each part of the index; no cursor: these were the last. */
  page(
    until: number,
    cursor?: string,
  ): Promise<{ readonly items: readonly Due[]; readonly cursor?: string | undefined }>;
}

/** Under which version of the policy all pending requests were looked at; with a cursor, those before it. */
export interface PolicySwept {
  readonly version: number;
  readonly cursor?: string | undefined;
}

export interface PolicySweep {
  load(): Promise<PolicySwept | undefined>;
  save(swept: PolicySwept): Promise<void>;
}

/** Brings back what should run and does not. Each is safe to repeat; a fault says that it was tried too often. */
export interface WorkflowRescue {
  /** Sees that the request's workflow runs. */
  ensure(requestId: string, secondsLeft: number): Promise<'runs' | 'started'>;
  /** Starts the workflow anew: the one that runs, if any, has lost its way and is stopped. */
  restart(requestId: string, secondsLeft: number): Promise<void>;
  /** Sees that a close of the request's access runs. */
  ensureClose(requestId: string): Promise<'runs' | 'started'>;
}

/** Does what an effect asks, by the one function that may. `put-off`: its mails wait, and it is due again. */
export type DispatchEffect = (key: Effect['key']) => Promise<'done' | 'put-off'>;

/** Has the password changed that can be put off no longer, by the one function that may; it does not wait for it. */
export type ChangeOwedPassword = (credentialId: string) => Promise<void>;
