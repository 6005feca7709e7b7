import type { Closure, Request } from './request.ts';
import { approvers, type Deed, people, requester, type Setting } from './setting.ts';

export interface Vote {
  readonly type: 'vote';
  readonly by: number;
  readonly approve: boolean;
  /** The version of the window that the voter saw, from 1. */
  readonly seen: number;
  /** The window that the voter sets, by its number in the setting. */
  readonly window?: number | undefined;
}

export type Command =
  | Vote
  | { readonly type: 'cancel' | 'use-emergency' | 'revoke' | 'return' | 'release' }
  | { readonly type: 'open-level' | 'lapse' }
  | { readonly type: 'close'; readonly closure: Closure };

/** What a command does after its write, in the words of lambdas/core/request/effects.ts. */
export type Order =
  | { readonly to: 'start-workflow' | 'stop-workflow' | 'start-close' }
  | { readonly to: 'answer-workflow'; readonly round: number; readonly answer: Answer }
  | { readonly to: 'ask'; readonly level: 1 | 2 }
  | { readonly to: 'tell-emergency'; readonly people: readonly number[] };

/** Ask the open level, be done, or wait until this tick. */
export type Answer = 'ask' | 'done' | number;

/** A command that was taken: the request afterwards, the names of its events, and what they ask to be done. */
export interface Taken {
  readonly request: Request;
  readonly events: readonly string[];
  readonly orders: readonly Order[];
}

/** Nothing to do is a `Taken` without events. */
export type Decision = Taken | 'refused';

export const quiet = (request: Request): Taken => ({ request, events: [], orders: [] });

/** Applies events one by one, and counts them: one audit record each, in the same write. */
export const record = (
  before: Request,
  changes: readonly (readonly [event: string, change: Partial<Request>])[],
  orders: readonly Order[] = [],
): Taken => {
  const version = before.version + changes.length;
  const request = Object.assign({}, before, ...changes.map(([, change]) => change), { version }) as Request;
  return { request, events: changes.map(([event]) => event), orders };
};

/** A command that a person may give, with its name in a trace. */
export interface Named {
  readonly name: string;
  readonly command: Command;
}

/** Every command of every person in a setting. The requester tries to approve as well. */
export const commandsOf = (setting: Setting): readonly Named[] => setting.deeds.flatMap((deed) => named(setting, deed));

const seenVersions = (setting: Setting): readonly number[] => (setting.deeds.includes('edit') ? [1, 2, 3] : [1]);

const named = (setting: Setting, deed: Deed): readonly Named[] => {
  switch (deed) {
    case 'approve':
      return [requester, ...approvers].flatMap((by) => seenVersions(setting).map((seen) => ballot(by, true, seen)));
    case 'disapprove':
      return approvers.map((by) => ballot(by, false, 1));
    case 'edit':
      return approvers.flatMap((by) =>
        seenVersions(setting).flatMap((seen) => setting.windows.map((_, window) => ballot(by, true, seen, window))),
      );
    case 'cancel':
    case 'use-emergency':
    case 'return':
    case 'release':
      return [{ name: `${people[requester]} ${deed}`, command: { type: deed } }];
    case 'revoke':
      return [{ name: `${people[1]} revoke`, command: { type: deed } }];
  }
};

const ballot = (by: number, approve: boolean, seen: number, window?: number): Named => ({
  name: [
    people[by],
    approve ? 'approve' : 'disapprove',
    ...(seen > 1 ? [`version ${seen}`] : []),
    ...(window === undefined ? [] : [`with window ${window}`]),
  ].join(' '),
  command: { type: 'vote', by, approve, seen, window },
});
