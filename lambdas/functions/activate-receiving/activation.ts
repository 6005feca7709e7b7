/** The account's receipt rule sets: SES has many, and at most one of them is active. */
export interface ReceiptRuleSets {
  /** The name of the active one; absent if none is. */
  active(): Promise<string | undefined>;
  activate(name: string): Promise<void>;
  /** Leaves the account with no active rule set. */
  deactivate(): Promise<void>;
}

export interface ActivationRequest {
  readonly type: 'Create' | 'Update' | 'Delete';
  readonly ruleSetName: string;
}

const switchOff = async (ruleSets: ReceiptRuleSets, ruleSetName: string): Promise<string> => {
  if ((await ruleSets.active()) !== ruleSetName) return `${ruleSetName} is not active: nothing was changed`;
  await ruleSets.deactivate();
  return `${ruleSetName} was active and is no more`;
};

const switchOn = async (ruleSets: ReceiptRuleSets, ruleSetName: string): Promise<string> => {
  const active = await ruleSets.active();
  if (active === ruleSetName) return `${ruleSetName} is active`;
  if (active !== undefined) {
    return `NOT RECEIVING: ${active} is the active rule set and was left so; set receiptRuleSet to it to receive replies`;
  }
  await ruleSets.activate(ruleSetName);
  return `${ruleSetName} is active: none was before`;
};

/**
 * Switches receiving on or off without ever displacing another active rule set (threats.md E-19), and says in one
 * sentence what it found. Safe to repeat. Faults of SES are thrown.
 */
export const makeActivateReceiving =
  (ruleSets: ReceiptRuleSets) =>
  ({ type, ruleSetName }: ActivationRequest): Promise<string> =>
    type === 'Delete' ? switchOff(ruleSets, ruleSetName) : switchOn(ruleSets, ruleSetName);
