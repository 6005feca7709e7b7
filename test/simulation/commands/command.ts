import type { Principal, Role } from '../../../lambdas/application/people/principal.ts';
import type { OutgoingMail } from '../../../lambdas/application/ports/mail-ports.ts';
import type { Request, StateName } from '../../../lambdas/core/request/state.ts';
import type { Random } from '../engine/random.ts';
import type { Seen } from '../engine/seen.ts';
import type { SimulatedPorts } from '../ports.ts';
import type { Reply } from '../services/post.ts';

/** What somebody who is about to do something can see. */
export interface Scene {
  readonly random: Random;
  /** True time. */
  readonly now: () => number;
  readonly seen: Seen;
  readonly post: { readonly inbox: (address: string) => readonly OutgoingMail[] };
  readonly sendReply: (reply: Reply) => void;
  /** A key that was never used. */
  readonly newKey: () => string;
}

/** One call of a person, which may be repeated under the same key. */
export interface Attempt {
  readonly about: string;
  readonly run: (ports: SimulatedPorts) => Promise<unknown>;
  /** With the person's name before it, as keys belong to people. */
  readonly idempotencyKey?: string | undefined;
  /** The request whose password is asked for. */
  readonly views?: string | undefined;
  /** It must change nothing but the vault's log. */
  readonly readOnly?: true | undefined;
}

/** Something that somebody may do; undefined when there is nothing to do it to. */
export interface Command {
  readonly name: string;
  readonly weight: number;
  readonly attempt: (scene: Scene) => Attempt | undefined;
}

export const principal = (id: string, ...roles: Role[]): Principal => ({ id, roles });

/** Only the newest requests are acted on: the others are over. */
const NEWEST = 24;

/** Some request: mostly one in one of these states, and not one that is over in all but name. */
export const someRequest = ({ seen, random, now }: Scene, ...states: readonly StateName[]): Request | undefined => {
  const newest = [...seen.lives.values()].slice(-NEWEST).map(({ stored }) => stored.request);
  const wanted = newest.filter((request) => states.includes(request.name) && now() < endOf(request));
  const from = wanted.length > 0 && random.chance(0.9) ? wanted : newest;
  return from.length > 0 && (from === wanted || random.chance(0.3)) ? random.pick(from) : undefined;
};

/** An access whose user asked that it goes on is mostly let go on. */
export const isLetGoOn = ({ seen, random }: Scene, { id }: Request): boolean =>
  [...seen.lives.values()].some(({ stored }) => stored.request.extends === id) && random.chance(0.9);

/** When a request can no longer be acted on. */
export const endOf = (request: Request): number => {
  if (request.name === 'pending') return request.deadline;
  return 'window' in request ? request.window.end : Number.POSITIVE_INFINITY;
};

/** Somebody who may act on the request, and now and then somebody who may not. */
export const somebody = ({ random }: Scene, likely: readonly string[]): string =>
  likely.length > 0 && random.chance(0.85) ? random.pick(likely) : random.pick(everybody);

const everybody = ['ana', 'ben', 'bot', 'carla', 'dora', 'edu', 'fabio', 'gil', 'nobody'];

/** The approvers of the level that is open, or of all levels. */
export const approversOf = (request: Request): readonly string[] => {
  if (!('rules' in request)) return [];
  const open = request.name === 'pending' ? request.rules.levels[request.level - 1] : undefined;
  return open ? open.approvers : request.rules.levels.flatMap((level) => level.approvers);
};

export const idempotencyOf = (key: string | undefined) =>
  key === undefined ? undefined : { key, bodyDigest: `body of ${key}` };

/** Most calls have a key; it belongs to this call and to its repeats. */
export const maybeKey = ({ random, newKey }: Scene): string | undefined => (random.chance(0.7) ? newKey() : undefined);
