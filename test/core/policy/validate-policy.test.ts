import { describe, expect, it } from 'vitest';
import { validatePolicy } from '../../../lambdas/core/policy/validate-policy.ts';
import { errorsOf, messagesOf, policyOf, validInput, withField } from '../../support/policy-input.ts';

describe('a policy', () => {
  it('is valid as it is written, with every default filled', () => {
    const policy = policyOf(withField('settings', { timeZone: 'America/Sao_Paulo', maxWindow: 'PT2H' }));

    expect(policy.settings).toEqual({
      timeZone: 'America/Sao_Paulo',
      maxWindow: 'PT2H',
      pendingTtl: 'PT24H',
      maxSession: 'PT8H',
      useWithin: 'PT1H',
      maxOpenRequests: 20,
      matchByDevice: true,
      notifyHandled: true,
      replies: { approve: [], disapprove: [], banners: [] },
    });
    expect(policy.users[0]).toMatchObject({ enabled: true, kind: 'person', subject: 'ana', locale: 'en' });
    expect(policy.credentials[0]).toMatchObject({
      site: '',
      deviceTags: [],
      secret: 'countersign/orders-admin',
      rotate: 'always',
      rotateWithin: 'PT24H',
    });
    expect(policy.groups[0]?.viewPassword).toEqual({
      allowed: true,
      justification: 'none',
      justificationValidity: 'PT0S',
      reasons: [],
      ticket: { required: false },
      approval: {
        required: true,
        outside: 'justification',
        levels: [{ approvers: ['carla'], approvals: 1, disapprovals: 1 }],
        inLevels: true,
        addManager: false,
        allowStuck: false,
        emergency: false,
        review: { within: 'PT72H' },
        emailReply: true,
        clockStarts: 'request',
        remindAfter: 'PT1H',
        maxWindow: 'PT2H',
        pendingTtl: 'PT24H',
      },
    });
    expect(policy.groups[0]?.startSession).toBeUndefined();
  });

  it('may say no more than its version', () => {
    expect(policyOf({ version: 1 })).toMatchObject({ settings: { timeZone: 'UTC' }, users: [], groups: [] });
  });

  it('keeps its own approval limits', () => {
    const approval = { required: true, maxWindow: 'PT4H', pendingTtl: 'P1D', levels: [{ approvers: ['carla'] }] };
    const policy = policyOf(withField('groups.0.viewPassword.approval', approval));

    expect(policy.groups[0]?.viewPassword?.approval).toMatchObject({ maxWindow: 'PT4H', pendingTtl: 'P1D' });
  });

  it('is the same when what was read is written and read again', () => {
    const policy = policyOf(validInput());

    expect(policyOf(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  });
});

describe('the shape of a policy', () => {
  it.each<[string, unknown, string]>([
    ['version', 2, 'version unknown-value'],
    ['settings.timeZone', '+03:00', 'settings.timeZone invalid-value'],
    ['settings.timeZone', 'Mars/Olympus', 'settings.timeZone invalid-value'],
    ['settings.maxWindow', 'PT0S', 'settings.maxWindow invalid-value'],
    ['settings.maxWindow', '8 hours', 'settings.maxWindow invalid-value'],
    ['users.0.id', 'Ana', 'users[0].id invalid-value'],
    ['users.0.id', 'a'.repeat(65), 'users[0].id invalid-value'],
    ['users.0.email', 'ána@example.com', 'users[0].email invalid-value'],
    ['users.0.email', 'ana', 'users[0].email invalid-value'],
    ['users.0.kind', 'robot', 'users[0].kind unknown-value'],
    ['users.0.locale', 'de', 'users[0].locale unknown-value'],
    ['users.0.enabled', 'yes', 'users[0].enabled wrong-type'],
    ['users.0.id', undefined, 'users[0].id missing-field'],
    ['credentials.0.id', 'orders admin', 'credentials[0].id invalid-value'],
    ['credentials.0.rotate', 'never', 'credentials[0].rotate unknown-value'],
    ['credentials.0.target', { port: 0 }, 'credentials[0].target.port invalid-value'],
    ['groups.0.id', 0, 'groups[0].id invalid-value'],
    ['groups.0.id', 10_000, 'groups[0].id invalid-value'],
    ['groups.0.id', -1, 'groups[0].id invalid-value'],
    ['groups.0.id', '45', 'groups[0].id wrong-type'],
    ['groups.0.id', 45.5, 'groups[0].id wrong-type'],
    ['groups', {}, 'groups wrong-type'],
    ['groups.0.name', undefined, 'groups[0].name missing-field'],
    ['groups.0.members', {}, 'groups[0].members invalid-value'],
    ['groups.0.members', { users: [] }, 'groups[0].members invalid-value'],
    ['groups.0.members', { departments: [''] }, 'groups[0].members.departments[0] invalid-value'],
    ['groups.0.criteria', { devices: ['x', ''] }, 'groups[0].criteria.devices[1] invalid-value'],
    ['groups.0.criteria', null, 'groups[0].criteria null-value'],
    ['groups.0.accessLimits', null, 'groups[0].accessLimits null-value'],
    ['groups.0.accessLimits', { days: [] }, 'groups[0].accessLimits.days empty-list'],
    ['groups.0.accessLimits', { days: null }, 'groups[0].accessLimits.days null-value'],
    ['groups.0.accessLimits', { days: ['monday'] }, 'groups[0].accessLimits.days[0] unknown-value'],
    ['groups.0.accessLimits', { hours: [] }, 'groups[0].accessLimits.hours empty-list'],
    ['groups.0.accessLimits', { from: '2026-02-30' }, 'groups[0].accessLimits.from invalid-value'],
    ['groups.0.accessLimits', { from: '2026-1-1' }, 'groups[0].accessLimits.from invalid-value'],
    [
      'groups.0.accessLimits',
      { from: '2026-01-02', until: '2026-01-01' },
      'groups[0].accessLimits.until invalid-value',
    ],
    ['groups.0.viewPassword', {}, 'groups[0].viewPassword.allowed missing-field'],
    ['groups.0.viewPassword', null, 'groups[0].viewPassword null-value'],
    ['groups.0.viewPassword.approval', { levels: [] }, 'groups[0].viewPassword.approval.levels empty-list'],
    [
      'groups.0.viewPassword.approval.levels.0.approvals',
      0,
      'groups[0].viewPassword.approval.levels[0].approvals invalid-value',
    ],
    [
      'groups.0.viewPassword.approval.levels',
      Array.from({ length: 10 }, () => ({ approvers: ['carla'] })),
      'groups[0].viewPassword.approval.levels too-many-entries',
    ],
    ['groups.0.viewPassword.ticket', { pattern: '(' }, 'groups[0].viewPassword.ticket.pattern invalid-value'],
  ])('refuses %s = %j', (path, value, error) => {
    expect(errorsOf(withField(path, value))).toEqual([error]);
  });

  it.each(['24:00', '8:00', '08:60', '08:00:00', '8am', 480])('refuses the time %j', (time) => {
    const hours = [{ from: time, to: '23:59' }];

    expect(errorsOf(withField('groups.0.accessLimits', { hours }))).toHaveLength(1);
  });

  it.each([null, [], 'policy', 7])('refuses %j for a whole policy', (input) => {
    expect(validatePolicy(input)).toMatchObject({ ok: false, errors: [{ path: '(policy)' }] });
  });

  it('tells every mistake at once', () => {
    const input = { ...withField('users.0.id', 'Ana'), settings: { timeZone: 'nowhere' } };

    expect(errorsOf(input)).toEqual(['settings.timeZone invalid-value', 'users[0].id invalid-value']);
  });

  it.each([
    ['setings', {}, 'setings', 'settings'],
    ['users.0.mail', 'x', 'users[0].mail', 'email'],
    ['credentials.0.devise', 'x', 'credentials[0].devise', 'device'],
    ['groups.0.viewPasword', {}, 'groups[0].viewPasword', 'viewPassword'],
    [
      'groups.0.viewPassword.approval.levels.0.aprovals',
      1,
      'groups[0].viewPassword.approval.levels[0].aprovals',
      'approvals',
    ],
    ['groups.0.criteria', { device: ['x'] }, 'groups[0].criteria.device', 'devices'],
  ])('refuses the unknown field %s and names the nearest known one', (path, value, place, nearest) => {
    expect(errorsOf(withField(path, value))).toEqual([`${place} unknown-field`]);
    expect(messagesOf(withField(path, value))[0]?.fix).toContain(`did you mean ${nearest}?`);
  });
});
