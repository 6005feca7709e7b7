import { fc } from '@fast-check/vitest';
import type { Window } from '../../lambdas/core/policy/schema.ts';
import type { PolicyInput } from './policy-builders.ts';

type GroupInput = NonNullable<PolicyInput['groups']>[number];

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

/** Drops the keys whose value is undefined: absent fields are absent. */
const compact = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const twoDigits = (number: number): string => String(number).padStart(2, '0');
const onStep = fc.integer({ min: 0, max: 47 }).map((half) => half * 30);
const clock = (minutes: number): string => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;

/** Hours that open on a half hour and close with its last minute, so that everything turns on half hours. */
const hours = fc.record({
  from: onStep.map(clock),
  to: onStep.map((minutes) => clock((minutes + 1439) % 1440)),
});

const dates = fc.constantFrom('2026-03-24', '2026-03-27', '2026-03-29', '2026-10-23', '2026-10-25', '2026-10-26');

const anyWindow: fc.Arbitrary<Window> = fc
  .record({
    days: optional(fc.uniqueArray(fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'), { minLength: 1 })),
    hours: optional(fc.array(hours, { minLength: 1, maxLength: 2 })),
    from: optional(dates),
    until: optional(dates),
  })
  .filter(({ from, until }) => from === undefined || until === undefined || from <= until)
  .map((window) => compact(window) as Window);

const section = fc
  .record({
    allowed: fc.constantFrom(true, true, true, false),
    justification: fc.constantFrom('required' as const, 'none' as const),
    required: fc.boolean(),
    when: optional(anyWindow),
    outside: fc.constantFrom('justification' as const, 'approval' as const, 'deny' as const),
  })
  .map(({ allowed, justification, ...approval }) => ({
    allowed,
    justification,
    approval: compact({ ...approval, levels: [{ approvers: ['eva'] }] }),
  }));

/** Mostly empty, so that groups often relate. */
const list = (...entries: string[]): fc.Arbitrary<string[]> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray(entries, { maxLength: 2 }) },
  );

const criteria = fc.record({
  devices: list('orders-*', '*DB', 'x'),
  usernames: list('*_ADMIN', 'adm-[#USERNAME#]', '[#username#]', '*'),
  sites: list('dc1', '*'),
  deviceTags: list('prod*', '*', 'test'),
  credentialTags: list('Orders', 'nothing'),
});

const members = fc.constantFrom<GroupInput['members']>(
  { users: ['ana'] },
  { departments: ['DBA'] },
  { users: ['ana', 'bruno'] },
  { users: ['bruno'], departments: ['dba', 'audit'] },
  { departments: ['d*'] },
);

const group: fc.Arbitrary<Omit<GroupInput, 'id'>> = fc
  .record({
    name: fc.constant('a group'),
    enabled: fc.constantFrom(true, true, true, false),
    members,
    criteria,
    accessLimits: optional(anyWindow),
    viewPassword: section,
    startSession: optional(section),
  })
  .map(compact);

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 6, maxLength: 6 });

/** Policies of up to six groups over three users and three credentials; all that turns, turns on half hours. */
export const anyPolicyInput: fc.Arbitrary<PolicyInput> = fc
  .record({
    groups: fc.array(group, { maxLength: 6 }),
    ids,
    timeZone: fc.constantFrom('UTC', 'America/Sao_Paulo', 'Europe/Berlin', 'Australia/Lord_Howe'),
    matchByDevice: fc.boolean(),
  })
  .map(({ groups, timeZone, matchByDevice, ...numbers }) => ({
    settings: { timeZone, matchByDevice },
    users: [
      { id: 'ana', email: 'ana@example.com', department: 'dba' },
      { id: 'bruno', email: 'bruno@example.com' },
      { id: 'eva', email: 'eva@example.com', enabled: true },
      { id: 'gone', email: 'gone@example.com', department: 'DBA', enabled: false },
    ],
    credentials: [
      { id: 'c1', username: 'orders_admin', device: 'orders-db', site: 'DC1', deviceTags: ['production'] },
      { id: 'c2', username: 'adm-ana', device: 'x', credentialTags: ['orders'] },
      { id: 'c3', username: '[#username#]' },
    ],
    groups: groups.map((fields, index) => ({ ...fields, id: numbers.ids[index] ?? 1 })),
  }));
