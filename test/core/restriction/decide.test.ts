import { describe, expect, it } from 'vitest';
import { decide } from '../../../lambdas/core/restriction/decide.ts';
import { compileAllRows } from '../../../lambdas/core/restriction/rows.ts';
import { aCredential, aGroup, aPolicy, aUser } from '../../support/policy-builders.ts';

const when = { days: ['mon', 'tue', 'wed', 'thu', 'fri'] as const, hours: [{ from: '13:00', to: '17:00' }] };
const approval = {
  required: true,
  when: { ...when, days: [...when.days] },
  levels: [{ approvers: ['bruno', 'carla'] }, { approvers: ['dora'] }],
};
const { settings } = aPolicy({ settings: { timeZone: 'America/Sao_Paulo' } });
const groups = [
  aGroup({ viewPassword: { allowed: true, approval } }),
  aGroup({ id: 7, name: 'Everything', viewPassword: { allowed: true } }),
  aGroup({ id: 3, name: 'Nothing', viewPassword: { allowed: false } }),
];
const ask = (more: Partial<Parameters<typeof decide>[1]> = {}) =>
  decide(compileAllRows(groups), {
    user: aUser(),
    credential: aCredential(),
    action: 'view_password',
    at: Date.parse('2026-11-24T17:00:00Z'),
    settings,
    ...more,
  });

describe('a decision', () => {
  it('is the JSON of policy.md', () => {
    expect(ask()).toEqual({
      outcome: 'approve',
      code: '11110045',
      groupId: 45,
      user: 'ana',
      credential: 'orders-admin',
      action: 'view_password',
      at: '2026-11-24T17:00:00.000Z',
      vaultTime: '2026-11-24T14:00:00-03:00[America/Sao_Paulo]',
      candidates: [
        {
          code: '11110045',
          groupId: 45,
          name: 'Production databases',
          because: 'approval is required mon-fri 13:00-17:00',
        },
        {
          code: '11000007',
          groupId: 7,
          name: 'Everything',
          because: 'neither a justification nor an approval is required',
        },
        { code: '10000003', groupId: 3, name: 'Nothing', because: 'the group does not allow this action' },
      ],
      nextChange: { at: '2026-11-24T20:01:00.000Z', code: '11100045', outcome: 'justify' },
    });
  });

  it('is made for each action by itself', () => {
    expect(ask({ action: 'start_session' })).toMatchObject({ outcome: 'deny', code: '10000003', nextChange: null });
  });

  it.each([
    ['a user whom no group relates', aUser({ id: 'eva' })],
    ['a disabled user', aUser({ enabled: false })],
  ])('is to deny %s, without a candidate', (_, user) => {
    expect(ask({ user })).toMatchObject({
      outcome: 'deny',
      code: null,
      groupId: null,
      candidates: [],
      nextChange: null,
    });
  });

  it('counts the groups of other devices without `matchByDevice`', () => {
    const [one] = groups;
    const elsewhere = aGroup({ ...one, criteria: { devices: ['payments-*'] }, viewPassword: { allowed: true } });
    const rows = compileAllRows([elsewhere]);
    const query = { user: aUser(), credential: aCredential(), action: 'view_password', at: 0 } as const;

    expect(decide(rows, { ...query, settings }).code).toBeNull();
    expect(decide(rows, { ...query, settings: { ...settings, matchByDevice: false } }).code).toBe('11000045');
  });

  it('is for a machine as for a person', () => {
    expect(ask({ user: aUser({ kind: 'machine' }) }).code).toBe('11110045');
  });
});

describe('E-07: the code at the edges of 13:00-17:00', () => {
  const zone = (timeZone: string) => aPolicy({ settings: { timeZone } }).settings;
  const clocks = ['12:59:59.999', '13:00:00.000', '16:59:59.999', '17:00:00.000', '17:00:59.999', '17:01:00.000'];
  const codes = ['110', '111', '111', '111', '111', '110'].map((flags) => `1${flags}0045`);
  const justified = [aGroup({ viewPassword: { allowed: true, justification: 'required', approval } })];

  it.each([
    ['a plain day', 'America/Sao_Paulo', '2026-11-24', '-03:00'],
    ['the day before the clock goes forward', 'Europe/Berlin', '2026-03-27', '+01:00'],
    ['the day after', 'Europe/Berlin', '2026-03-30', '+02:00'],
    ['the day before the clock goes back', 'Europe/Berlin', '2026-10-23', '+02:00'],
    ['the day after it', 'Europe/Berlin', '2026-10-26', '+01:00'],
  ])('on %s in %s', (_, timeZone, day, offset) => {
    const found = clocks.map(
      (clock) =>
        decide(compileAllRows(justified), {
          user: aUser(),
          credential: aCredential(),
          action: 'view_password',
          at: Date.parse(`${day}T${clock}${offset}`),
          settings: zone(timeZone),
        }).code,
    );

    expect(found).toEqual(codes);
  });
});
