import { describe, expect, it } from 'vitest';
import { decide } from '../../../lambdas/core/restriction/decide.ts';
import { compileAllRows } from '../../../lambdas/core/restriction/rows.ts';
import { aPolicy, type PolicyInput } from '../../support/policy-builders.ts';

type GroupInput = NonNullable<PolicyInput['groups']>[number];

const group = (id: number, fields: Partial<GroupInput>): GroupInput => ({
  id,
  name: `Group ${id}`,
  members: { users: ['ana'] },
  viewPassword: { allowed: true },
  ...fields,
});

const next = (groups: GroupInput[], at: string, timeZone = 'UTC'): string | null => {
  const policy = aPolicy({ settings: { timeZone }, groups });
  const [user, credential] = [policy.users[0], policy.credentials[0]];
  if (user === undefined || credential === undefined) throw new Error('the policy has ana and orders-admin');
  const query = { user, credential, action: 'view_password', at: Date.parse(at), settings: policy.settings } as const;
  const { nextChange } = decide(compileAllRows(policy.groups), query);
  return nextChange && `${nextChange.at} ${nextChange.code} ${nextChange.outcome}`;
};

const limited = (accessLimits: GroupInput['accessLimits']): GroupInput[] => [group(45, { accessLimits })];

describe('the next change', () => {
  it('is none where nothing ever changes', () => {
    expect(next([group(45, {})], '2026-11-24T12:00Z')).toBeNull();
    expect(next([], '2026-11-24T12:00Z')).toBeNull();
  });

  it('is none where a group that always asks for approval hides what changes behind it', () => {
    const approval = { required: true, levels: [{ approvers: ['bruno'] }] };
    const always = group(7, { viewPassword: { allowed: true, approval } });
    const hidden = group(45, { accessLimits: { hours: [{ from: '08:00', to: '18:00' }] } });

    expect(next([always, hidden], '2026-11-24T12:00Z')).toBeNull();
  });

  it('is the minute after the last inclusive one', () => {
    const groups = limited({ hours: [{ from: '13:00', to: '17:00' }] });

    expect(next(groups, '2026-11-24T17:00:59.999Z')).toBe('2026-11-24T17:01:00.000Z 10000045 deny');
    expect(next(groups, '2026-11-24T17:01:00.000Z')).toBe('2026-11-25T13:00:00.000Z 11000045 allow');
    expect(next(groups, '2026-11-25T12:59:59.999Z')).toBe('2026-11-25T13:00:00.000Z 11000045 allow');
  });

  it('may be another winner with the same outcome', () => {
    const groups = [group(7, { accessLimits: { hours: [{ from: '08:00', to: '11:59' }] } }), group(45, {})];

    expect(next(groups, '2026-11-24T10:00Z')).toBe('2026-11-24T12:00:00.000Z 11000045 allow');
  });

  it('is nothing when hours meet without a gap over midnight', () => {
    const hours = [
      { from: '00:00', to: '11:59' },
      { from: '12:00', to: '23:59' },
    ];

    expect(next(limited({ hours }), '2026-11-24T10:00Z')).toBeNull();
  });

  it('reaches a date up to and including 366 x 24 hours later, and none after it', () => {
    const groups = limited({ from: '2027-11-25' });

    expect(next(groups, '2026-11-24T00:00:00.000Z')).toBe('2027-11-25T00:00:00.000Z 11000045 allow');
    expect(next(groups, '2026-11-23T23:59:59.999Z')).toBeNull();
  });

  it('finds a weekday of a date range that begins far away', () => {
    const groups = limited({ days: ['tue'], hours: [{ from: '23:00', to: '01:00' }], from: '2027-06-01' });

    expect(next(groups, '2026-11-24T10:00Z')).toBe('2027-06-01T23:00:00.000Z 11000045 allow');
  });

  it('finds the same weekday of next week when its hours of today are over', () => {
    const groups = limited({ days: ['tue'], hours: [{ from: '08:00', to: '10:00' }] });

    expect(next(groups, '2026-11-24T10:30Z')).toBe('2026-12-01T08:00:00.000Z 11000045 allow');
  });

  it('ends the night of the last date on the morning after it', () => {
    const groups = limited({ hours: [{ from: '22:00', to: '02:00' }], until: '2026-11-24' });

    expect(next(groups, '2026-11-24T23:00Z')).toBe('2026-11-25T02:01:00.000Z 10000045 deny');
    expect(next(groups, '2026-11-25T02:01Z')).toBeNull();
  });
});

describe('the next change where the zone changes its offset', () => {
  const berlin = (from: string, to: string, at: string) =>
    next(limited({ hours: [{ from, to }] }), at, 'Europe/Berlin');

  it('is the transition itself when the clock jumps into the hours', () => {
    expect(berlin('02:30', '04:00', '2026-03-29T00:00Z')).toBe('2026-03-29T01:00:00.000Z 11000045 allow');
  });

  it('skips hours that the clock jumps over', () => {
    expect(berlin('02:10', '02:50', '2026-03-29T00:59Z')).toBe('2026-03-30T00:10:00.000Z 11000045 allow');
  });

  it('comes twice when the clock is put back', () => {
    expect(berlin('02:30', '02:40', '2026-10-25T00:35Z')).toBe('2026-10-25T00:41:00.000Z 10000045 deny');
    expect(berlin('02:30', '02:40', '2026-10-25T00:41Z')).toBe('2026-10-25T01:30:00.000Z 11000045 allow');
  });

  it('is the transition when the clock is put back into the hours', () => {
    expect(berlin('01:00', '02:10', '2026-10-25T00:30Z')).toBe('2026-10-25T01:00:00.000Z 11000045 allow');
  });

  it('jumps over the date that Samoa skipped', () => {
    const groups = limited({ from: '2011-12-30', until: '2011-12-31' });

    expect(next(groups, '2011-12-29T12:00Z', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z 11000045 allow');
  });
});
