import type { ActionSettings, ApprovalSettings, Window } from '../policy/schema.ts';
import type { Flags } from './code.ts';
import { type Outcome, outcomeOf } from './decision.ts';
import { isAlways } from './window.ts';

/** Why a rule of a group says what it says, as facts: the words are made where somebody reads, in his language. */
export type Why =
  | { readonly kind: 'approval-inside'; readonly window: Window }
  | { readonly kind: 'justification-outside'; readonly window: Window }
  | { readonly kind: 'approval-always' | 'approval-inside-and-outside' | 'justification' | 'nothing' };

/** What an action that a group allows demands while all of `windows` hold the instant (empty = always). */
export interface SectionRule {
  readonly flags: Flags;
  readonly windows: readonly Window[];
  readonly why: Why;
}

export const given = (window: Window | undefined): Window[] =>
  window === undefined || isAlways(window) ? [] : [window];

const approvalAlways: SectionRule = { flags: '111', windows: [], why: { kind: 'approval-always' } };

const approvalRules = ({ when, outside }: ApprovalSettings): readonly SectionRule[] => {
  const [window] = given(when);
  if (window === undefined) return [approvalAlways];
  const inside: SectionRule = { flags: '111', windows: [window], why: { kind: 'approval-inside', window } };
  switch (outside) {
    case 'justification':
      return [inside, { flags: '110', windows: [], why: { kind: 'justification-outside', window } }];
    case 'approval':
      return [{ flags: '111', windows: [], why: { kind: 'approval-inside-and-outside' } }];
    case 'deny':
      return [inside];
  }
};

/** The rules of an action that is allowed, in decision order. Each has flags of its own. */
export const sectionRules = (settings: ActionSettings): readonly SectionRule[] => {
  if (settings.approval.required) return approvalRules(settings.approval);
  return settings.justification === 'required'
    ? [{ flags: '110', windows: [], why: { kind: 'justification' } }]
    : [{ flags: '100', windows: [], why: { kind: 'nothing' } }];
};

/** Why these settings give this outcome; undefined where they never do. */
export const whyOf = (settings: ActionSettings, outcome: Outcome): Why | undefined =>
  sectionRules(settings).find(({ flags }) => outcomeOf(flags) === outcome)?.why;
