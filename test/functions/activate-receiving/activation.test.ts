import { describe, expect, it } from 'vitest';
import {
  makeActivateReceiving,
  type ReceiptRuleSets,
} from '../../../lambdas/functions/activate-receiving/activation.ts';

/** An account whose active rule set can be read after the call. */
const anAccount = (active: string | undefined) => {
  const account = { active, changes: 0 };
  const change = async (name: string | undefined) => {
    account.active = name;
    account.changes += 1;
  };
  const ruleSets: ReceiptRuleSets = {
    active: async () => account.active,
    activate: change,
    deactivate: () => change(undefined),
  };
  return { account, activateReceiving: makeActivateReceiving(ruleSets) };
};

describe('activating the rule set for replies', () => {
  it.each([
    { type: 'Create', before: undefined, after: 'ours', changes: 1, says: 'ours is active: none was before' },
    { type: 'Create', before: 'ours', after: 'ours', changes: 0, says: 'ours is active' },
    { type: 'Create', before: 'theirs', after: 'theirs', changes: 0, says: /NOT RECEIVING: theirs/ },
    { type: 'Update', before: undefined, after: 'ours', changes: 1, says: 'ours is active: none was before' },
    { type: 'Update', before: 'theirs', after: 'theirs', changes: 0, says: /NOT RECEIVING: theirs/ },
    { type: 'Delete', before: 'ours', after: undefined, changes: 1, says: 'ours was active and is no more' },
    { type: 'Delete', before: 'theirs', after: 'theirs', changes: 0, says: /nothing was changed/ },
    { type: 'Delete', before: undefined, after: undefined, changes: 0, says: /nothing was changed/ },
  ] as const)('$type with $before active leaves $after active', async ({ type, before, after, changes, says }) => {
    const { account, activateReceiving } = anAccount(before);

    const status = await activateReceiving({ type, ruleSetName: 'ours' });

    expect(account).toEqual({ active: after, changes });
    expect(status).toMatch(says);
  });

  it('throws the fault of SES instead of reporting success', async () => {
    const broken: ReceiptRuleSets = {
      active: () => Promise.reject(new Error('Throttling')),
      activate: async () => {},
      deactivate: async () => {},
    };

    await expect(makeActivateReceiving(broken)({ type: 'Create', ruleSetName: 'ours' })).rejects.toThrow('Throttling');
  });
});
