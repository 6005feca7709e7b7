/**
 * The model's clock goes from tick to tick, and each tick has room for this many instants: an access that is ended early
 * ends at the next one, so that it is known whether a change of the password began before or after.
 */
export const TICK = 8;

/** A window in instants of the model's clock: `start` is inside, `end` is not. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** The people, by number. The requester is also listed as an approver of level 1 (threats.md E-01). */
export const people = ['ana', 'bruno', 'carla', 'dora', 'edu'] as const;
export const requester = 0;
const levels = [1, 1, 1, 2, 2] as const;
export type Level = 1 | 2;

export const levelOf = (person: number): Level => levels[person] as Level;

/** Who can be asked at a level: never the requester. */
export const electorate = (level: Level): readonly number[] =>
  levels.flatMap((at, person) => (at === level && person !== requester ? [person] : []));

export const approvers: readonly number[] = [...electorate(1), ...electorate(2)];

/** What people may do in a setting. */
export type Deed = 'approve' | 'disapprove' | 'edit' | 'cancel' | 'use-emergency' | 'revoke' | 'return' | 'release';

/** A protocol with one rule taken away. Each must be caught by the invariants it breaks (threats.md 3). */
export type Mutant =
  | 'no-conditional-write'
  | 'no-outbox'
  | 'mail-all-levels'
  | 'self-approval'
  | 'level-skip'
  | 'expiry-by-timer-only'
  | 'audit-outside-transaction'
  | 'release-by-state-only'
  | 'emergency-tells-current-level-only'
  | 'emergency-after-deny'
  | 'no-sweeper'
  | 'release-without-lock'
  | 'hand-over-without-second-look'
  | 'close-throws-where-nothing-is-open'
  | 'edit-keeps-old-approvals';

/** One configuration of the model: how many of what, so that the space of states is finite. */
export interface Setting {
  readonly name: string;
  readonly says: string;
  /** The window that each request asks for; one request for each. */
  readonly asked: readonly number[];
  /** Every window that occurs. A voter may change the window to any of them. */
  readonly windows: readonly Window[];
  readonly maxWindow: number;
  readonly deadline: number;
  /** The instant at which the clock stops. */
  readonly last: number;
  readonly approvals: readonly [number, number];
  readonly disapprovals: readonly [number, number];
  readonly rotate: 'always' | 'when-used';
  readonly emergencyAllowed: boolean;
  /** The requests begin approved: the setting is about what comes after. */
  readonly approved: boolean;
  readonly deeds: readonly Deed[];
  /** How many commands of people are between their read and their write at the same time. */
  readonly inFlight: number;
  /** How many faults of the world there are, of any kind. */
  readonly faults: number;
  readonly broken?: Mutant | undefined;
}

export const isInside = (inner: Window, outer: Window): boolean => outer.start <= inner.start && inner.end <= outer.end;
