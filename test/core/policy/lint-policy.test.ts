import { describe, expect, it } from 'vitest';
import { lintPolicy } from '../../../lambdas/core/policy/lint-policy.ts';
import { policyOf, validInput, withApproval, withField } from '../../support/policy-input.ts';

/** The credentials of these policies have no target: lint-sessions.test.ts looks at that. */
const warningsOf = (input: unknown): string[] =>
  lintPolicy(policyOf(input)).flatMap(({ path, rule }) =>
    rule === 'session-without-target' ? [] : [`${path} ${rule}`],
  );
const messagesOf = (input: unknown): string[] => lintPolicy(policyOf(input)).map(({ message }) => message);

const afternoon = { days: ['mon', 'tue'], hours: [{ from: '13:00', to: '17:00' }] };
const lapse = 'groups[0].viewPassword.approval.when approval-lapses-outside-window';

const limited = (accessLimits: object, approval: { when: object } = { when: afternoon }) => {
  const input = withApproval(approval);
  const [group] = input['groups'] as object[];
  return { ...input, groups: [{ ...group, accessLimits }] };
};

describe('approval-lapses-outside-window (mission 0.1)', () => {
  it.each<[string, unknown, string[]]>([
    ['no window', validInput(), []],
    ['a window that says nothing', withApproval({ when: {} }), []],
    ['a window, access remains', withApproval({ when: afternoon }), [lapse]],
    ['outside: approval', withApproval({ when: afternoon, outside: 'approval' }), []],
    ['outside: deny', withApproval({ when: afternoon, outside: 'deny' }), []],
    ['access ends with the window', limited(afternoon), []],
    ['access is inside the window', limited({ days: ['tue'], hours: [{ from: '14:00', to: '15:00' }] }), []],
    ['access goes one minute beyond', limited({ ...afternoon, hours: [{ from: '13:00', to: '17:01' }] }), [lapse]],
    ['access goes one day beyond', limited({ ...afternoon, days: ['mon', 'tue', 'sun'] }), [lapse]],
    ['the window has an end, access has none', limited({}, { when: { until: '2026-12-31' } }), [lapse]],
    ['access ends before the window', limited({ until: '2026-12-30' }, { when: { until: '2026-12-31' } }), []],
  ])('%s', (_, input, warnings) => {
    expect(warningsOf(input)).toEqual(warnings);
  });
});

const group = (id: number, more: object = {}) => ({
  id,
  name: `Group ${id}`,
  members: { departments: ['dba'] },
  viewPassword: { allowed: true },
  ...more,
});
const groups = (...list: object[]) => withField('groups', list);
const never = (index: number) => `groups[${index}] group-never-wins`;

describe('group-never-wins', () => {
  it.each<[string, unknown, string[]]>([
    ['one group', groups(group(45)), []],
    ['a lower id with the same flags is always before', groups(group(45), group(7)), [never(0)]],
    [
      'higher flags win, so both decide',
      groups(
        group(45, { accessLimits: afternoon, viewPassword: { allowed: true, justification: 'required' } }),
        group(7),
      ),
      [],
    ],
    [
      'higher flags always win',
      groups(group(45, { viewPassword: { allowed: true, justification: 'required' } }), group(7)),
      [never(1)],
    ],
    ['for another action it wins', groups(group(45, { startSession: { allowed: true } }), group(7)), []],
    [
      'for another member it wins',
      groups(group(45, { members: { departments: ['dba'], users: ['dora'] } }), group(7)),
      [],
    ],
    [
      'a group that refuses vetoes nothing',
      groups(group(3, { viewPassword: { allowed: false } }), group(9)),
      [never(0)],
    ],
    ['a group that refuses alone decides', groups(group(3, { viewPassword: { allowed: false } })), []],
    ['a group that says nothing of any action', groups(group(3, { viewPassword: undefined })), [never(0)]],
    ['a group that nobody is in', groups(group(3), group(4, { members: { departments: ['nobody'] } })), [never(1)]],
    ['a disabled group is not looked at', groups(group(45, { enabled: false }), group(7)), []],
    ['outside its hours the other decides', groups(group(45), group(7, { accessLimits: afternoon })), []],
    [
      'personal accounts are told apart',
      groups(group(45), group(7, { criteria: { usernames: ['[#USERNAME#]'] } })),
      [never(1)],
    ],
  ])('%s', (_, input, warnings) => {
    expect(warningsOf(input)).toEqual(warnings);
  });

  it('names the group that shadows it', () => {
    expect(messagesOf(groups(group(45), group(7)))[0]).toContain('group 7 is always before it');
  });
});

describe('credential-unreachable', () => {
  it('warns of a credential that no group relates to anyone', () => {
    const input = { ...groups(group(45, { criteria: { devices: ['orders-db'] } })) };
    const credentials = [
      { id: 'a', device: 'orders-db' },
      { id: 'b', device: 'x' },
      { id: 'c', device: 'y' },
    ];

    expect(warningsOf({ ...input, credentials })).toEqual([
      'credentials[1] credential-unreachable',
      'credentials[2] credential-unreachable',
    ]);
  });
});

describe('people', () => {
  it('warns of a requester who approves in the same group', () => {
    expect(warningsOf(withApproval({ levels: [{ approvers: ['ana', 'carla'] }] }))).toEqual([
      'groups[0].viewPassword.approval.levels requester-is-approver',
    ]);
  });

  it('warns of an approver who can never sign in', () => {
    expect(warningsOf(withField('users.2.subject', 'Carla Dias'))).toEqual([
      'users[2].subject approver-cannot-sign-in',
    ]);
    expect(warningsOf(withField('users.3.subject', 'Dora Klein'))).toEqual([]);
  });

  it('warns of a person without an address, not of a machine', () => {
    expect(warningsOf(withField('users.3.email', undefined))).toEqual(['users[3] person-without-email']);
    expect(warningsOf(withField('users.5.email', undefined))).toEqual([]);
  });
});
