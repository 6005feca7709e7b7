import type { OutgoingMail } from '../../../lambdas/application/ports/mail-ports.ts';
import type { StoredRequest } from '../../../lambdas/application/ports/ports.ts';
import type { Chained } from '../../../lambdas/core/audit/chain.ts';
import type { AuditRecord } from '../../../lambdas/core/audit/record.ts';
import type { Policy } from '../../../lambdas/core/policy/schema.ts';
import type { Step } from '../../../lambdas/core/request/effects.ts';
import type { Request } from '../../../lambdas/core/request/state.ts';
import type { Process } from './processes.ts';

/** One transaction that wrote a request: what it replaced, and the records that came with it. */
export interface Change {
  readonly kind: 'changed';
  readonly before: StoredRequest | undefined;
  readonly after: StoredRequest;
  readonly records: readonly Chained<AuditRecord>[];
  readonly effects: readonly { readonly key: string; readonly steps: readonly Step[] }[];
}

/** What can be seen of the world from outside, each with whoever did it and the true time. */
export type Sight = { readonly now: number; readonly process: Process | undefined } & (
  | Change
  /** Anything that left the process as text: an item, a mail, a published record. */
  | { readonly kind: 'wrote'; readonly where: string; readonly text: string }
  | { readonly kind: 'mailed'; readonly mail: OutgoingMail; readonly effect: string }
  /** A password was given to the person who asked. */
  | { readonly kind: 'handed-out'; readonly requestId: string; readonly version: number }
  /** A person's call was answered; `stored` is there where it was not refused. */
  | {
      readonly kind: 'answered';
      readonly idempotencyKey: string | undefined;
      readonly stored: StoredRequest | undefined;
    }
  /** Somebody can sign in with the role of a session, until an instant that only moves on. */
  | { readonly kind: 'session-usable'; readonly sessionId: string; readonly until: number }
  | { readonly kind: 'sessions-gone'; readonly sessionIds: readonly string[] }
  | { readonly kind: 'password-changed'; readonly secret: string }
  | { readonly kind: 'policy-changed'; readonly policy: Policy }
);

export type SightOf<Kind extends Sight['kind']> = Extract<Sight, { kind: Kind }>;

/** All that is known of one request. */
export interface Life {
  stored: StoredRequest;
  readonly records: Chained<AuditRecord>[];
  /** The versions of the password that its user was given. */
  readonly known: number[];
  /** The highest level whose approvers could be asked, at any time. */
  reached: number;
}

/** What a key of a person was answered first, and how often something was committed under it. */
interface Answered {
  commits: number;
  first?: StoredRequest | undefined;
}

/** What the invariants look back at. */
export interface Seen {
  readonly lives: Map<string, Life>;
  /** Every policy, with the true time from which it was in force. */
  readonly policies: { readonly policy: Policy; readonly from: number }[];
  /** How often each mail of an effect was handed over, by `effect address`. */
  readonly mails: Map<string, number>;
  /** How often an effect may have been cut off or run twice at once: each excuses one repeated mail. */
  readonly excuses: Map<string, number>;
  /** The sessions that can be used. */
  readonly usable: Set<string>;
  /** Everybody who was ever named as somebody's delegate. */
  readonly delegates: Set<string>;
  /** When the password of each secret was changed last, in true time. */
  readonly changedAt: Map<string, number>;
  readonly effects: Map<string, readonly Step[]>;
  readonly answers: Map<string, Answered>;
}

export const makeSeen = (): Seen => ({
  lives: new Map(),
  policies: [],
  mails: new Map(),
  excuses: new Map(),
  usable: new Set(),
  delegates: new Set(),
  changedAt: new Map(),
  effects: new Map(),
  answers: new Map(),
});

/** Adds what was just seen; the invariants are asked afterwards. */
export const remember = (seen: Seen, sight: Sight): void => {
  switch (sight.kind) {
    case 'changed':
      if (sight.process?.idempotencyKey) answerOf(seen, sight.process.idempotencyKey).commits += 1;
      rememberChange(seen, sight);
      break;
    case 'mailed':
      count(seen.mails, `${sight.effect} ${sight.mail.to}`);
      break;
    case 'handed-out':
      seen.lives.get(sight.requestId)?.known.push(sight.version);
      break;
    case 'session-usable':
      seen.usable.add(sight.sessionId);
      break;
    case 'sessions-gone':
      for (const id of sight.sessionIds) seen.usable.delete(id);
      break;
    case 'password-changed':
      seen.changedAt.set(sight.secret, sight.now);
      break;
    case 'policy-changed':
      seen.policies.push({ policy: sight.policy, from: sight.now });
      break;
    case 'answered':
      if (sight.idempotencyKey && sight.stored) answerOf(seen, sight.idempotencyKey).first ??= sight.stored;
      break;
    case 'wrote':
      rememberDelegate(seen, sight);
      break;
  }
};

const rememberDelegate = ({ delegates }: Seen, { where, text }: SightOf<'wrote'>): void => {
  if (!where.endsWith(' ABSENCE')) return;
  const { absence } = JSON.parse(text) as { readonly absence: { readonly delegate?: string } };
  if (absence.delegate) delegates.add(absence.delegate);
};

const answerOf = ({ answers }: Seen, key: string): Answered => {
  const answer = answers.get(key) ?? { commits: 0 };
  answers.set(key, answer);
  return answer;
};

const rememberChange = (seen: Seen, { after, records, effects }: Change): void => {
  const { request } = after;
  const life = seen.lives.get(request.id) ?? { stored: after, records: [], known: [], reached: 0 };
  life.stored = after;
  life.records.push(...records);
  life.reached = Math.max(life.reached, reachOf(request));
  seen.lives.set(request.id, life);
  for (const { key, steps } of effects) seen.effects.set(key, steps);
};

const reachOf = (request: Request): number => {
  if (!('rules' in request)) return 0;
  return request.emergency ? request.rules.levels.length : request.reached;
};

export const count = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};

/** The policies that were in force at some instant of a span of true time. */
export const policiesIn = ({ policies }: Seen, from: number, to: number): readonly Policy[] =>
  policies
    .filter((each, index) => each.from <= to && (policies[index + 1]?.from ?? Number.POSITIVE_INFINITY) >= from)
    .map(({ policy }) => policy);
