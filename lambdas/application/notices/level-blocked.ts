import { fact, link } from './line.ts';
import { type Notice, notice, type Use, useInWords, vaultInstant, type Zones } from './notice.ts';

export interface LevelBlockedFacts {
  readonly requestId: string;
  readonly requester: string;
  readonly use: Use;
  readonly level: { readonly number: number; readonly of: number };
  /** How many approvals are missing, and how many people are left who could give one. */
  readonly missing: number;
  readonly left: number;
  readonly deadline: number;
  readonly zones: Zones;
  readonly link: string;
}

function people(count: number): string {
  if (count === 0) return 'nobody';
  return count === 1 ? '1 person' : `${count} people`;
}

/** To administrators: enough people are back, and the level can be met again. */
export const levelUnblocked = (facts: Omit<LevelBlockedFacts, 'missing' | 'left'>): Notice =>
  notice(
    `No longer stuck: request ${facts.requestId}`,
    [`Level ${facts.level.number} of ${facts.level.of} has enough approvers again.`],
    [fact('Who', facts.requester), fact('What', useInWords(facts.use))],
    ['You need to do nothing: it is decided by', `${vaultInstant(facts.deadline, facts.zones)}, or lapses.`],
    ['The request:', link(facts.link)],
  );

/** To administrators: a level can no longer reach its approvals because people were removed. It is never passed over. */
export const levelBlocked = (facts: LevelBlockedFacts): Notice =>
  notice(
    `Stuck without approvers: request ${facts.requestId}`,
    [`A request is stuck at level ${facts.level.number} of ${facts.level.of}.`],
    [fact('Who', facts.requester), fact('What', useInWords(facts.use))],
    [
      `${facts.missing === 1 ? '1 approval is' : `${facts.missing} approvals are`} missing and ${people(facts.left)} can still give one.`,
      'Name more approvers in the access group, or the request lapses at',
      `${vaultInstant(facts.deadline, facts.zones)}. No access is given meanwhile.`,
    ],
    ['The request:', link(facts.link)],
  );
