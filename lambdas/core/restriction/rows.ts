import { type Action, actions, sectionOf } from '../policy/action.ts';
import type { ActionSettings, Criteria, Group, Members, Window } from '../policy/schema.ts';
import { type Flags, restrictionCode, restrictionKey } from './code.ts';
import { describeWhy } from './describe-why.ts';
import { describeWindow } from './describe-window.ts';
import { given, sectionRules } from './section-rules.ts';

/**
 * What one group says about one action while all of `windows` hold the instant (empty = always). Plain JSON: the table
 * `Restrictions` stores it under `restrictionKey` (design.md 3).
 */
export type RestrictionRow = {
  action: Action;
  groupId: number;
  name: string;
  flags: Flags;
  restrictionCode: string;
  restrictionKey: string;
  windows: Window[];
  members: Members;
  criteria: Criteria;
  because: string;
};

type Rule = Pick<RestrictionRow, 'flags' | 'windows' | 'because'>;

const describeDenial = (limits: Window[], settings: ActionSettings | undefined): string => {
  if (!settings?.allowed) return 'the group does not allow this action';
  const { required, outside, when } = settings.approval;
  const reasons = limits.map((window) => `outside the access limits ${describeWindow(window, 'en')}`);
  const denies = required && outside === 'deny' ? given(when) : [];
  const denials = denies.map(
    (window) => `outside ${describeWindow(window, 'en')}, the only time at which it can be approved`,
  );
  return [...reasons, ...denials].join(', or ') || 'the group gives access at every time';
};

const rulesOf = (group: Group, action: Action): Rule[] => {
  const limits = given(group.accessLimits);
  const settings = group[sectionOf[action]];
  const allowed = settings?.allowed ? sectionRules(settings) : [];
  return [
    ...allowed.map(({ flags, windows, why }) => ({
      flags,
      windows: [...limits, ...windows],
      because: describeWhy(why, 'en'),
    })),
    { flags: '000', windows: [], because: describeDenial(limits, settings) },
  ];
};

/** The rows of one group for both actions, each action in decision order; a disabled group has none. */
export const compileRows = (group: Group): RestrictionRow[] =>
  actions.flatMap((action) =>
    (group.enabled ? rulesOf(group, action) : []).map((rule) => ({
      action,
      groupId: group.id,
      name: group.name,
      restrictionCode: restrictionCode(rule.flags, group.id),
      restrictionKey: restrictionKey(rule.flags, group.id),
      members: group.members,
      criteria: group.criteria,
      ...rule,
    })),
  );

/** The rows of all groups in key order, as one ordered Query for each action gives them. */
export const compileAllRows = (groups: readonly Group[]): RestrictionRow[] =>
  groups.flatMap(compileRows).sort((one, other) => Number(one.restrictionKey) - Number(other.restrictionKey));
