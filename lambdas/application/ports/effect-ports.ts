import type { Chained } from '../../core/audit/chain.ts';
import type { AuditRecord } from '../../core/audit/record.ts';
import type { Step, WorkflowAnswer } from '../../core/request/effects.ts';
import type { Request } from '../../core/request/state.ts';
import type { Track } from '../../core/request/track.ts';

/** What is to be done about one event, and what of it is done. */
export interface Effect {
  readonly key: { readonly pk: string; readonly sk: string };
  readonly record: Chained<AuditRecord>;
  readonly steps: readonly Step[];
  readonly done: ReadonlySet<string>;
  readonly track: Track;
  /** When the sweeper takes it up, in epoch milliseconds; absent: everything is done, nobody looks for it any more. */
  readonly dueAt: number | undefined;
}

export interface EffectStore {
  load(key: Effect['key']): Promise<Effect | undefined>;
  /** What is to be done about the event of this number of a request. */
  ofRequest(requestId: string, seq: number): Promise<Effect | undefined>;
  markDone(effect: Effect, steps: readonly string[]): Promise<void>;
  /** Marks these steps and gives what is left, which is mail, to the track of notices; whoever works at it stops. */
  handOver(effect: Effect, steps: readonly string[]): Promise<void>;
  /** Lets the sweeper come no earlier than `until`. `lost`: somebody else did so since it was read, or finished it. */
  claim(effect: Effect, until: number): Promise<'claimed' | 'lost'>;
  /** Marks the last steps, and that everything is done. */
  finish(effect: Effect, steps: readonly string[]): Promise<void>;
  /** The token with which the workflow asked, if it asked for this round. */
  taskToken(requestId: string, round: number): Promise<string | undefined>;
  /** Puts the request into people's "My approvals". */
  addToInboxes(request: Request, people: readonly string[]): Promise<void>;
}

export interface Workflow {
  /** Starting the same request again is the same execution. */
  start(requestId: string, secondsLeft: number): Promise<void>;
  /** `over`: the ask was answered before, by whomever, or its time is up; that is not a fault. */
  answer(token: string, answer: WorkflowAnswer): Promise<'taken' | 'over'>;
  stop(requestId: string): Promise<void>;
  /** Closes the access now. */
  startClose(requestId: string): Promise<void>;
  /** Closes the access at `at`, to the second, in epoch milliseconds. Scheduling the same end again is the same execution. */
  scheduleClose(requestId: string, at: number): Promise<void>;
}

/** Hands a record to the audit bus. A record may arrive twice; `chain` and `seq` tell. */
export type PublishRecord = (record: Chained<AuditRecord>) => Promise<void>;
