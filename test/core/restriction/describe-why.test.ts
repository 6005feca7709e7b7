import { describe, expect, it } from 'vitest';
import { becauseIn, describeWhy } from '../../../lambdas/core/restriction/describe-why.ts';
import { compileRows } from '../../../lambdas/core/restriction/rows.ts';
import { type Why, whyOf } from '../../../lambdas/core/restriction/section-rules.ts';
import { aGroup, type PolicyInput } from '../../support/policy-builders.ts';

type Section = NonNullable<NonNullable<PolicyInput['groups']>[number]['viewPassword']>;
type Outcome = 'allow' | 'justify' | 'approve';

const when = { days: ['sat' as const, 'sun' as const], hours: [{ from: '13:00', to: '17:00' }] };
const approving = (more: object): Section => ({
  allowed: true,
  approval: { required: true, levels: [{ approvers: ['bruno'] }], ...more },
});

const rules: readonly [Outcome, Section, string, string][] = [
  [
    'allow',
    { allowed: true },
    'neither a justification nor an approval is required',
    'não é exigida justificativa nem aprovação',
  ],
  [
    'justify',
    { allowed: true, justification: 'required' },
    'a justification is required',
    'é exigida uma justificativa',
  ],
  ['approve', approving({}), 'approval is required at any time', 'a aprovação é exigida a qualquer hora'],
  [
    'approve',
    approving({ when: {}, outside: 'approval' }),
    'approval is required at any time',
    'a aprovação é exigida a qualquer hora',
  ],
  [
    'approve',
    approving({ when, outside: 'deny' }),
    'approval is required sat, sun 13:00-17:00',
    'a aprovação é exigida neste período: sáb, dom, 13:00-17:00',
  ],
  [
    'approve',
    approving({ when }),
    'approval is required sat, sun 13:00-17:00',
    'a aprovação é exigida neste período: sáb, dom, 13:00-17:00',
  ],
  [
    'justify',
    approving({ when }),
    'outside sat, sun 13:00-17:00 a justification is enough',
    'basta uma justificativa fora deste período: sáb, dom, 13:00-17:00',
  ],
  [
    'approve',
    approving({ when, outside: 'approval' }),
    'approval is required inside its window and outside',
    'a aprovação é exigida dentro e fora do período da regra',
  ],
];

const flags = { allow: '100', justify: '110', approve: '111' } as const;

/** The settings as the policy reads them, with its defaults, and the prose of the row that gives this outcome. */
const ruleOf = (outcome: Outcome, viewPassword: Section) => {
  const group = aGroup({ viewPassword });
  if (group.viewPassword === undefined) throw new Error('the group has no section for viewing passwords');
  const row = compileRows(group).find((each) => each.action === 'view_password' && each.flags === flags[outcome]);
  return { why: whyOf(group.viewPassword, outcome), because: row?.because };
};

describe('why a rule says what it says', () => {
  it.each(rules)('to %s %j is told as %j and %j', (outcome, section, english, portuguese) => {
    const { why, because } = ruleOf(outcome, section);

    expect(because).toBe(english);
    expect(why && describeWhy(why, 'en')).toBe(english);
    expect(why && describeWhy(why, 'pt')).toBe(portuguese);
  });

  it('is unknown for an outcome that the settings never give', () => {
    expect(ruleOf('approve', { allowed: true }).why).toBeUndefined();
  });
});

describe('the rule of a request', () => {
  const why: Why = { kind: 'approval-always' };

  it('is told in the words of the reader', () => {
    expect(becauseIn({ because: 'approval is required at any time', why }, 'pt')).toBe(
      'a aprovação é exigida a qualquer hora',
    );
  });

  it('is told as its explanation says it where its facts were not kept yet', () => {
    expect(becauseIn({ because: 'approval is required at any time' }, 'pt')).toBe('approval is required at any time');
  });
});
