import { describe, expect, it } from 'vitest';
import { validatePolicy } from '../../../lambdas/core/policy/validate-policy.ts';
import { errorsOf, messagesOf, validInput, withApproval, withField } from '../../support/policy-input.ts';

const at = 'groups[0].viewPassword.approval';

describe('who is named in a group', () => {
  it.each<[string, unknown, string]>([
    [
      'an unknown member',
      withField('groups.0.members', { users: ['anna'] }),
      'groups[0].members.users[0] unknown-user',
    ],
    [
      'an unknown approver',
      withApproval({ levels: [{ approvers: ['carla', 'x'] }] }),
      `${at}.levels[0].approvers[1] unknown-user`,
    ],
    [
      'a machine as approver',
      withApproval({ levels: [{ approvers: ['carla', 'bot'] }] }),
      `${at}.levels[0].approvers[1] machine-never-approves`,
    ],
    [
      'a disabled user as the only approver',
      withApproval({ levels: [{ approvers: ['gone'] }] }),
      `${at}.levels[0].approvers enabled-approver`,
    ],
    [
      'the same where stuck levels are allowed',
      withApproval({ allowStuck: true, levels: [{ approvers: ['gone'] }] }),
      `${at}.levels[0].approvers enabled-approver`,
    ],
    [
      'approval without levels',
      withField('groups.0.viewPassword.approval', { required: true }),
      `${at} approval-needs-levels`,
    ],
    [
      'an approver who is unknown where approval is not required',
      withApproval({ required: false, levels: [{ approvers: ['x'] }] }),
      `${at}.levels[0].approvers[0] unknown-user`,
    ],
  ])('%s is refused', (_, input, error) => {
    expect(errorsOf(input)).toEqual([error]);
  });

  it.each<[string, unknown]>([
    ['a disabled approver beside an enabled one', withApproval({ levels: [{ approvers: ['carla', 'gone'] }] })],
    ['no levels where approval is not required', withApproval({ required: false, levels: undefined })],
    [
      'too few approvers where the action is not allowed',
      {
        ...withField('groups.0.viewPassword', {
          allowed: false,
          approval: { required: true, levels: [{ approvers: [] }] },
        }),
      },
    ],
  ])('%s is fine', (_, input) => {
    expect(errorsOf(JSON.parse(JSON.stringify(input)))).toEqual([]);
  });

  it('is suggested when misspelled', () => {
    expect(messagesOf(withApproval({ levels: [{ approvers: ['karla'] }] }))[0]?.fix).toBe('did you mean carla?');
    expect(messagesOf({ ...validInput(), users: [] })[0]?.fix).toBe('there is none to name');
  });
});

describe('the number of approvers (mission Q18)', () => {
  const oneOf = (...approvers: string[]) => ({ approvers });
  const levels = `${at}.levels`;

  it.each<[string, object, string[]]>([
    ['one of one', { levels: [oneOf('carla')] }, []],
    ['two of one', { levels: [{ ...oneOf('carla'), approvals: 2 }] }, [`${levels}[0].approvals enough-approvers`]],
    [
      'two of the same twice',
      { levels: [{ ...oneOf('carla', 'carla'), approvals: 2 }] },
      [`${levels}[0].approvals enough-approvers`],
    ],
    [
      'two disapprovals of one',
      { levels: [{ ...oneOf('carla'), disapprovals: 2 }] },
      [`${levels}[0].disapprovals enough-approvers`],
    ],
    [
      'one of one who asks',
      { levels: [oneOf('ana')] },
      [`${levels}[0].approvals enough-approvers`, `${levels}[0].disapprovals enough-approvers`],
    ],
    ['one of two who ask', { levels: [oneOf('ana', 'bruno')] }, []],
    ['two of three of whom one asks', { levels: [{ ...oneOf('ana', 'carla', 'dora'), approvals: 2 }] }, []],
    [
      'two of two of whom one asks',
      { levels: [{ ...oneOf('ana', 'carla'), approvals: 2 }] },
      [`${levels}[0].approvals enough-approvers`],
    ],
    [
      'two of two of whom one is disabled',
      { levels: [{ ...oneOf('gone', 'carla'), approvals: 2 }] },
      [`${levels}[0].approvals enough-approvers`],
    ],
    [
      'the same person at two levels',
      { levels: [oneOf('carla'), oneOf('carla')] },
      [`${levels} enough-approvers`, `${levels} enough-approvers`],
    ],
    ['two people for two levels', { levels: [oneOf('carla', 'dora'), oneOf('carla')] }, []],
    [
      'two people for three levels',
      { levels: [oneOf('carla', 'dora'), oneOf('carla', 'dora'), oneOf('dora')] },
      [`${levels} enough-approvers`, `${levels} enough-approvers`],
    ],
    [
      'two people of whom one asks for two levels',
      { levels: [oneOf('carla', 'bruno'), oneOf('carla')] },
      [`${levels} enough-approvers`, `${levels} enough-approvers`],
    ],
    ['one pool: the highest number counts', { inLevels: false, levels: [oneOf('carla'), oneOf('carla')] }, []],
    [
      'one pool that is too small',
      { inLevels: false, levels: [oneOf('carla'), { ...oneOf('carla'), approvals: 2 }] },
      [`${levels} enough-approvers`],
    ],
    [
      'nobody at all',
      { levels: [oneOf()] },
      [`${levels}[0].approvals enough-approvers`, `${levels}[0].disapprovals enough-approvers`],
    ],
    ['nobody, and the group allows it', { allowStuck: true, levels: [oneOf()] }, []],
    ['the manager is added', { addManager: true, levels: [oneOf()] }, []],
    [
      'the manager is added to the first level only',
      { addManager: true, levels: [oneOf('dora'), { ...oneOf('dora'), approvals: 2 }] },
      [`${levels}[1].approvals enough-approvers`],
    ],
    [
      'the manager counts once',
      { addManager: true, levels: [oneOf('carla'), oneOf('carla')] },
      [`${levels} enough-approvers`, `${levels} enough-approvers`],
    ],
  ])('%s: %j', (_, approval, errors) => {
    expect(errorsOf(withApproval({ ...approval }))).toEqual(errors);
  });

  it('counts nobody out where nobody may request yet', () => {
    expect(errorsOf({ ...withApproval({ levels: [oneOf('carla')] }) })).toEqual([]);
    const nobody = withField('groups.0.members', { departments: ['nobody'] });
    const { users, ...rest } = nobody;
    expect(errorsOf({ ...rest, users })).toEqual([]);
  });

  it('names the requester and who remains', () => {
    expect(messagesOf(withApproval({ levels: [{ ...oneOf('ana', 'carla'), approvals: 2 }] }))[0]?.message).toBe(
      'when ana asks, the approvals could never all be met: 2 of carla',
    );
  });
});

describe('`addManager`', () => {
  const membersWithoutManager = { departments: ['dba'], users: ['dora'] };
  const adding = (more: object = {}) => {
    const input = withApproval({ addManager: true, levels: [{ approvers: ['carla'] }], ...more });
    const [group] = input['groups'] as object[];
    return { ...input, groups: [{ ...group, members: membersWithoutManager }] };
  };

  it('is refused where one who may request has no manager', () => {
    expect(errorsOf(adding())).toEqual([`${at}.addManager manager-to-add`]);
    expect(messagesOf(adding())[0]?.message).toContain('dora');
  });

  it('is accepted all the same where the group allows it', () => {
    expect(errorsOf(adding({ allowStuck: true }))).toEqual([]);
  });
});

describe('the spelling of a group id', () => {
  const spelled = (text: string) =>
    validatePolicy(validInput(), {
      lineOf: () => 12,
      textOf: (path) => (path.join('.') === 'groups.0.id' ? text : undefined),
    });

  it.each(['0045', '45.0', '0x2D', '0o55', '4.5e1', '+45'])('E-05: %s is refused with its line', (text) => {
    expect(spelled(text)).toMatchObject({
      ok: false,
      errors: [{ path: 'groups[0].id', line: 12, rule: 'group-id-spelling', fix: 'write 45' }],
    });
  });

  it('is a plain decimal', () => {
    expect(spelled('45')).toMatchObject({ ok: true });
  });

  it.each(['0', '-1', '"45"', '45.5'])('%s is left to the shape', (text) => {
    expect(spelled(text)).toMatchObject({ ok: true });
  });
});
