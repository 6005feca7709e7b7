/**
 * What the use cases need from the world. Each port promises what its lines say; whatever else goes wrong is a
 * `Fault` and is thrown, to be tried again by whoever called.
 */

import type { Chained } from '../../core/audit/chain.ts';
import type { AuditRecord } from '../../core/audit/record.ts';
import type { Action, Credential, Group, Policy, Settings, User } from '../../core/policy/schema.ts';
import type { GrantChange } from '../../core/request/custody.ts';
import type { Step } from '../../core/request/effects.ts';
import type { Holding, LockFields } from '../../core/request/owed-change.ts';
import type { QuarantineChange } from '../../core/request/quarantine.ts';
import type { ReviewChange } from '../../core/request/review.ts';
import type { Request } from '../../core/request/state.ts';
import type { RestrictionRow } from '../../core/restriction/rows.ts';

/** The date and time of the vault, in epoch milliseconds. The only clock there is (seed 2, threats.md T-22). */
export type Clock = () => number;

/** A new ULID: 26 characters that sort by the time they were made. */
export type NewId = () => string;

/** SHA-256 as lower-case hexadecimal digits. */
export type Digest = (text: string) => string;

/** Where the policy stands: read with every decision, so that no decision is made under an older one. */
export interface PolicyHead {
  readonly version: number;
  readonly generation: number;
  readonly settings: Settings;
}

/** Who asks for what, under which policy. An absent part is not in the policy. */
export interface Subject {
  /** Absent before the first policy was applied. */
  readonly head?: PolicyHead | undefined;
  readonly user?: User | undefined;
  readonly credential?: Credential | undefined;
}

export interface PolicyContents {
  readonly version: number;
  readonly generation: number;
  readonly policy: Policy;
  /** Group ids that were deleted and are never used again. */
  readonly retiredGroupIds: readonly number[];
}

export interface PolicyReader {
  /** Where the policy stands, strongly consistent; undefined before the first was applied. */
  head(): Promise<PolicyHead | undefined>;
  /** Strongly consistent. `principal` is a user's id or its `subject` at the identity provider. */
  subject(principal: string, credentialId?: string): Promise<Subject>;
  /** The credential as it is now, strongly consistent; undefined when it is not in the policy. */
  credential(id: string): Promise<Credential | undefined>;
  /** The group as it is now, or undefined when it was deleted. */
  group(id: number): Promise<Group | undefined>;
  /** The people of these ids; unknown ids are left out. */
  people(ids: readonly string[]): Promise<Readonly<Record<string, User>>>;
  /** The whole policy, strongly consistent; undefined before the first was applied. */
  contents(): Promise<PolicyContents | undefined>;
}

/** Every row of an action in decision order: one ordered Query by `restrictionKey` (design.md 3). */
export type ReadRows = (head: PolicyHead, action: Action) => Promise<readonly RestrictionRow[]>;

/** What replaces a policy, as one transaction: the difference and the record of who did it. */
export interface PolicyChange {
  readonly before: PolicyContents | undefined;
  readonly after: Policy;
  readonly by: string;
  /** What the answer is kept under for a repeat of the call. */
  readonly remember?: { readonly key: string; readonly bodyDigest: string } | undefined;
}

export interface PolicyMeter {
  /** The most items that one change may write. */
  readonly limit: number;
  /** How many items a change writes; 0 when there is nothing to change. */
  measure(change: Pick<PolicyChange, 'before' | 'after'>): number;
}

export interface PolicyWriter {
  /** `conflict`: somebody else changed the policy since `before` was read; nothing was written. */
  apply(change: PolicyChange): Promise<'applied' | 'conflict'>;
  /** What a call with this key did before, within the day. */
  remembered(key: string): Promise<{ readonly bodyDigest: string; readonly version: number } | undefined>;
}

/** A request with its place in its history. */
export interface StoredRequest {
  readonly request: Request;
  /** The number of events so far. */
  readonly version: number;
  /** The hash of the last audit record. */
  readonly head: string;
}

/** An event with what has to be done about it. */
export interface Recorded {
  readonly record: Chained<AuditRecord>;
  readonly steps: readonly Step[];
}

/** The answer to a write that is kept for its repeats (threats.md T-17). */
export interface Remembered {
  readonly key: string;
  readonly bodyDigest: string;
  readonly stored: StoredRequest;
}

/** One decision: everything that becomes true together, or not at all (design.md 1.2). */
export interface RequestChange {
  readonly request: Request;
  /** The version that the decision was made from; 0 for a new request. */
  readonly from: number;
  /** The hash of the last record before this change. */
  readonly head: string;
  readonly recorded: readonly Recorded[];
  readonly grants: readonly GrantChange[];
  /** The credential joins the quarantined ones for this access, or leaves them. */
  readonly quarantine?: QuarantineChange | undefined;
  /** The requester's one open review: opened where there is none, closed where it is this request's; else a conflict. */
  readonly review?: ReviewChange | undefined;
  /** The lock of the credential must still be at this version; absent = any. */
  readonly lockVersion?: number | undefined;
  /** What becomes of the lock, when the decision changes it. */
  readonly lock?: LockFields | undefined;
  /** The token with which the workflow asked, and the round it asked for. */
  readonly task?: WaitingTask | undefined;
  readonly remember?: Remembered | undefined;
}

export interface RequestStore {
  /** Strongly consistent; undefined when there is no such request. */
  load(id: string): Promise<StoredRequest | undefined>;
  /** `conflict`: the request, the lock or the idempotency key moved since it was read; nothing was written. */
  commit(change: RequestChange): Promise<'committed' | 'conflict'>;
  remembered(key: string): Promise<Remembered | undefined>;
  /** The audit records of a request, oldest first. */
  history(id: string): Promise<readonly Chained<AuditRecord>[]>;
}

/**
 * Waits for a part of `atMostMillis` that is another each time, and mostly a long one: of a crowd that lost a race a few
 * look again early, and the others find it done.
 */
export type StandAside = (atMostMillis: number) => Promise<void>;

/** The request of this person whose emergency still waits for its review; strongly consistent. */
export type ReadOpenReview = (requester: string) => Promise<string | undefined>;

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page starts; absent on the last. */
  readonly cursor?: string | undefined;
}

/** Each list is newest first; `cursor-unknown` when the cursor is not one that this list gave out. */
export interface RequestLists {
  byRequester(requester: string, cursor?: string): Promise<Page<Request> | 'cursor-unknown'>;
  /** Requests in which this person was asked; some may be decided already. */
  byApprover(approver: string, cursor?: string): Promise<Page<Request> | 'cursor-unknown'>;
  /**
   * Whether `count` requests of this person wait for approval, of those created since then: looks at the newest few
   * hundred, and may be a moment behind.
   */
  hasPending(requester: string, of: { readonly since: number; readonly count: number }): Promise<boolean>;
  /** Requests created in a calendar month (UTC, `YYYY-MM`). */
  byMonth(month: string, cursor?: string): Promise<Page<Request>>;
}

/** The lock of a credential and its grants that are not closed, read together and strongly consistent. */
export interface Custody extends Holding {
  readonly lockVersion: number;
}

export interface CustodyStore {
  read(credentialId: string): Promise<Custody>;
  /** Marks the password as being changed by this close since `at`. `conflict`: the lock moved since it was read. */
  startRotation(
    credentialId: string,
    close: { readonly id: string; readonly at: number; readonly lockVersion: number },
  ): Promise<'started' | 'conflict'>;
  /** Leaves the lock with these fields, once the change that `id` marked is done. `conflict`: the lock moved. */
  finishRotation(
    credentialId: string,
    change: { readonly id: string; readonly lockVersion: number; readonly lock: LockFields },
  ): Promise<'finished' | 'conflict'>;
}

/** Since when each quarantined credential is: the first end whose change is overdue, in epoch milliseconds. */
export type ReadQuarantine = () => Promise<Readonly<Record<string, number>>>;

/** Records that belong to no request: policy changes, refused asks, security events (threats.md R-03). */
export interface VaultLog {
  /** `steps` are done after the record is written, as those of a request's events are. */
  append(entry: VaultEntry, steps?: readonly Step[]): Promise<void>;
}

/** What a record needs besides its place in a chain. */
export type VaultEntry = Pick<AuditRecord, 'type' | 'actor' | 'detail'> & Partial<AuditRecord>;

/** The workflow, as it waits for the answer about a round. */
export interface WaitingTask {
  readonly token: string;
  readonly round: number;
  /** When it began to ask, by the workflow's clock, in epoch milliseconds: a later ask takes the place of an earlier. */
  readonly enteredAt: number;
}
