import { describe, expect, it } from 'vitest';
import { compileAllRows, compileRows } from '../../../lambdas/core/restriction/rows.ts';
import { aGroup, type PolicyInput } from '../../support/policy-builders.ts';

type GroupInput = NonNullable<PolicyInput['groups']>[number];
type Approval = NonNullable<NonNullable<GroupInput['viewPassword']>['approval']>;

const when = { hours: [{ from: '13:00', to: '17:00' }] };
const limits = { days: ['mon' as const] };

const rowsOf = (group: Partial<GroupInput>): [string, unknown][] =>
  compileRows(aGroup(group))
    .filter(({ action }) => action === 'view_password')
    .map(({ restrictionCode, windows }) => [restrictionCode, windows]);

const approving = (approval: Approval): Partial<GroupInput> => ({
  viewPassword: { allowed: true, approval: { required: true, levels: [{ approvers: ['bruno'] }], ...approval } },
});

describe('the rows of a group', () => {
  it.each<[string, Partial<GroupInput>, [string, unknown][]]>([
    ['absent section', {}, [['10000045', []]]],
    ['not allowed', { viewPassword: { allowed: false } }, [['10000045', []]]],
    [
      'allowed',
      { viewPassword: { allowed: true } },
      [
        ['11000045', []],
        ['10000045', []],
      ],
    ],
    [
      'justified inside the access limits',
      { accessLimits: limits, viewPassword: { allowed: true, justification: 'required' } },
      [
        ['11100045', [limits]],
        ['10000045', []],
      ],
    ],
    [
      'approved always',
      approving({}),
      [
        ['11110045', []],
        ['10000045', []],
      ],
    ],
    [
      'approved in a window that says nothing',
      approving({ when: {} }),
      [
        ['11110045', []],
        ['10000045', []],
      ],
    ],
    [
      'approved in a window',
      approving({ when }),
      [
        ['11110045', [when]],
        ['11100045', []],
        ['10000045', []],
      ],
    ],
    [
      'approved outside too',
      approving({ when, outside: 'approval' }),
      [
        ['11110045', []],
        ['10000045', []],
      ],
    ],
    [
      'denied outside',
      approving({ when, outside: 'deny' }),
      [
        ['11110045', [when]],
        ['10000045', []],
      ],
    ],
    [
      'approved in a window inside the access limits',
      { accessLimits: limits, ...approving({ when }) },
      [
        ['11110045', [limits, when]],
        ['11100045', [limits]],
        ['10000045', []],
      ],
    ],
    ['disabled', { enabled: false, viewPassword: { allowed: true } }, []],
  ])('%s', (_, group, rows) => {
    expect(rowsOf(group)).toEqual(rows);
  });

  it('speak about both actions, each with a last row that refuses', () => {
    const rows = compileRows(aGroup({ startSession: { allowed: true } }));

    expect(rows.map(({ action, flags }) => `${action} ${flags}`)).toEqual([
      'view_password 000',
      'start_session 100',
      'start_session 000',
    ]);
  });

  it('are plain JSON', () => {
    const rows = compileRows(aGroup({ accessLimits: limits, ...approving({ when }) }));

    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
  });

  it('say why in words', () => {
    const deny = aGroup({ accessLimits: limits, ...approving({ when, outside: 'deny' }) });

    expect(compileRows(deny).map(({ because }) => because)).toEqual([
      'approval is required 13:00-17:00',
      'outside the access limits mon, or outside 13:00-17:00, the only time at which it can be approved',
      'the group does not allow this action',
    ]);
  });
});

describe('the rows of all groups', () => {
  it('are in key order, whatever the order of the groups', () => {
    const groups = [aGroup({ id: 9, viewPassword: { allowed: true } }), aGroup({ ...approving({ when }), id: 45 })];
    const keys = (order: typeof groups): string[] => compileAllRows(order).map(({ restrictionKey }) => restrictionKey);

    expect(keys(groups)).toEqual(keys(groups.toReversed()));
    expect(keys(groups)).toEqual(['10000045', '10010045', '10110009', '11110009', '11110009', '11110045', '11110045']);
  });
});
