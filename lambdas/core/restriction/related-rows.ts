import type { Action } from '../policy/action.ts';
import type { Credential, Settings, User } from '../policy/schema.ts';
import type { RestrictionRow } from './rows.ts';
import { isMember, type ReadyCriteria, readyCriteria } from './selector.ts';
import type { LocalMinute } from './vault-clock.ts';
import { contains, type ReadyWindow, readyWindow } from './window.ts';

/** A row made ready for many decisions. */
export type ReadyRow = {
  readonly row: RestrictionRow;
  readonly windows: readonly ReadyWindow[];
  readonly criteria: ReadyCriteria;
};

export const appliesAt = ({ windows }: ReadyRow, at: LocalMinute): boolean =>
  windows.every((window) => contains(window, at));

/** Finds the rows, in the order they were given, of the groups that relate a user to a credential. */
export type FindRelatedRows = (user: User, credential: Credential, action: Action) => readonly ReadyRow[];

/** What `make` gives for a key, made once. The keys are the objects of one policy, so nothing can go stale. */
const remember = <K extends object, V>(make: (key: K) => V): ((key: K) => V) => {
  const made = new WeakMap<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
};

/** Prepares rows for many look-ups: members once per user, criteria once per credential and group. */
export const makeFindRelatedRows = (rows: readonly RestrictionRow[], settings: Settings): FindRelatedRows => {
  const criteriaOf = new Map<number, ReadyCriteria>();
  const ready = remember((row: RestrictionRow): ReadyRow => {
    const criteria = criteriaOf.get(row.groupId) ?? readyCriteria(row.criteria, settings.matchByDevice);
    criteriaOf.set(row.groupId, criteria);
    return { row, windows: row.windows.map(readyWindow), criteria };
  });
  const ofMember = remember((user: User): Record<Action, ReadyRow[]> => {
    const own = rows.filter((row) => isMember(row.members, user)).map(ready);
    const about = (action: Action): ReadyRow[] => own.filter(({ row }) => row.action === action);
    return { view_password: about('view_password'), start_session: about('start_session') };
  });
  const matching = remember((credential: Credential) => {
    const answers = new Map<number, boolean>();
    return ({ row, criteria }: ReadyRow): boolean => {
      const answer = answers.get(row.groupId) ?? criteria.matches(credential);
      answers.set(row.groupId, answer);
      return answer;
    };
  });
  return (user, credential, action) => {
    if (!user.enabled) return [];
    const matches = matching(credential);
    return ofMember(user)[action].filter((each) => matches(each) && each.criteria.matchesFor(user, credential));
  };
};
