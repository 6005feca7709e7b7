import { Temporal } from 'temporal-polyfill';
import { type Action, sectionOf } from '../../lambdas/core/policy/action.ts';
import type { Credential, Group, Policy, User, Window } from '../../lambdas/core/policy/schema.ts';

/**
 * policy.md once more, as slowly and as literally as it can be written, sharing nothing with the product: argmax over
 * groups, one instant at a time, patterns as regular expressions, the zone by Temporal.
 */
const weekday = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const like = (entry: string, value: string): boolean => {
  const pattern = lower(entry)
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('[^]*');
  return new RegExp(`^${pattern}$`).test(lower(value));
};

const dateIsIn = (window: Window, date: Temporal.PlainDate): boolean => {
  const day = weekday[date.dayOfWeek - 1] ?? '';
  const text = date.toString();
  if (window.days && !window.days.some((named) => named === day)) return false;
  return !(window.from && text < window.from) && !(window.until && text > window.until);
};

const isInside = (window: Window | undefined, at: number, timeZone: string): boolean => {
  if (window === undefined) return true;
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const today = local.toPlainDate();
  const yesterday = today.subtract({ days: 1 });
  if (window.hours === undefined) return dateIsIn(window, today);
  return window.hours.some(({ from, to }) => {
    if (from <= to) return from <= time && time <= to && dateIsIn(window, today);
    return (from <= time && dateIsIn(window, today)) || (time <= to && dateIsIn(window, yesterday));
  });
};

const relates = ({ settings }: Policy, group: Group, [user, credential]: [User, Credential]): boolean => {
  if (!group.enabled || !user.enabled) return false;
  const { users, departments } = group.members;
  const department = departments.some((named) => user.department && lower(named) === lower(user.department));
  if (!users.includes(user.id) && !department) return false;
  const any = (entries: string[], values: string[]): boolean =>
    entries.length === 0 || entries.some((entry) => values.some((value) => like(entry, value)));
  const c = group.criteria;
  const account =
    any(
      c.usernames.map((entry) => entry.split('[#USERNAME#]').join(user.id)),
      [credential.username],
    ) &&
    any(c.credentialTypes, [credential.credentialType]) &&
    any(c.additionalInfo, [credential.additionalInfo]) &&
    any(c.credentialTags, credential.credentialTags);
  const device =
    any(c.devices, [credential.device]) &&
    any(c.sites, [credential.site]) &&
    any(c.deviceTypes, [credential.deviceType]) &&
    any(c.models, [credential.model]) &&
    any(c.deviceTags, credential.deviceTags);
  return account && (device || !settings.matchByDevice);
};

const flagsOf = (group: Group, action: Action, [at, timeZone]: [number, string]): string => {
  const section = group[sectionOf[action]];
  if (!isInside(group.accessLimits, at, timeZone) || !section?.allowed) return '000';
  const { required, when, outside } = section.approval;
  if (required && isInside(when, at, timeZone)) return '111';
  if (required) return { justification: '110', approval: '111', deny: '000' }[outside];
  return section.justification === 'required' ? '110' : '100';
};

type Asked = { user: User; credential: Credential; action: Action };

/** The codes of all candidates in decision order. */
export const naiveCodes = (policy: Policy, { user, credential, action }: Asked, at: number): string[] =>
  policy.groups
    .filter((group) => relates(policy, group, [user, credential]))
    .map((group) => ({ id: group.id, flags: flagsOf(group, action, [at, policy.settings.timeZone]) }))
    .sort((one, other) => Number(other.flags) - Number(one.flags) || one.id - other.id)
    .map(({ id, flags }) => `1${flags}${String(id).padStart(4, '0')}`);

type Reach = { days: number; stepMinutes: number };

/** The first instant on a step at which the winner differs: for windows and zones that turn only on steps. */
export const naiveNextChange = (policy: Policy, asked: Asked & { at: number }, reach: Reach): string | null => {
  const now = naiveCodes(policy, asked, asked.at)[0];
  const step = reach.stepMinutes * 60_000;
  const first = Math.floor(asked.at / step) * step + step;
  for (let instant = first; instant <= asked.at + reach.days * 86_400_000; instant += step) {
    const then = naiveCodes(policy, asked, instant)[0];
    if (then !== now) return `${new Date(instant).toISOString()} ${then}`;
  }
  return null;
};
