import type { Step } from '../../core/request/effects.ts';
import type { VaultEntry } from './ports.ts';

/** `delayed` still may arrive; the others did not, or its reader wants no more of them. */
export type UndeliveredKind = 'bounced' | 'complained' | 'delayed';

/** One mail to one address that did not arrive, as its carrier tells. */
export interface UndeliveredMail {
  /** The same however often it is told. */
  readonly id: string;
  readonly kind: UndeliveredKind;
  readonly address: string;
  /** When it was seen, in epoch milliseconds. */
  readonly at: number;
  /** What the other server said; somebody else's words. */
  readonly reason: string;
  /** What the mail was about, by the tags that it was sent with. */
  readonly requestId?: string | undefined;
  /** Whom it was written to; absent for administrators, who have only an address. */
  readonly person?: string | undefined;
}

/** An address that mail does not reach, and since when. */
export interface Unreachable {
  /** The person whose address it is, or the address of somebody who is not in the policy. */
  readonly who: string;
  readonly address: string;
  readonly kind: UndeliveredKind;
  /** The first and the last time, in epoch milliseconds. */
  readonly since: number;
  readonly lastAt: number;
  /** How many mails. */
  readonly mails: number;
  readonly reason: string;
  readonly requestId?: string | undefined;
}

export interface UnreachableReader {
  /** Whom mail does not reach: there are few. What nothing renewed for thirty days is left out. */
  all(): Promise<readonly Unreachable[]>;
}

/** Each change becomes true together with the record of it. */
export interface UnreachableStore extends UnreachableReader {
  /** Strongly consistent. */
  of(who: string): Promise<Unreachable | undefined>;
  note(unreachable: Unreachable, entry: VaultEntry, steps: readonly Step[]): Promise<void>;
  clear(who: string, entry: VaultEntry): Promise<void>;
}
