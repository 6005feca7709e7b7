import type { Settings } from '../config.ts';

/** Fixed names, so that the rule's ARN is known before the rule: its permissions must come first. */
export interface RuleNames {
  readonly ruleSetName: string;
  readonly ruleName: string;
}

/** The receipt rule that takes replies, and the rule set that it is in: the operator's, or ours. */
export const receiptNames = ({ prefix, receiptRuleSet }: Settings): RuleNames => ({
  ruleSetName: receiptRuleSet ?? `${prefix}-replies`,
  ruleName: `${prefix}-reply`,
});
