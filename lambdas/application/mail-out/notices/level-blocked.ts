import { fact, link } from './line.ts';
import { type Notice, notice, type Reading, type Use, useInWords, vaultInstant, wordsFor } from './notice.ts';

export interface LevelBlockedFacts {
  readonly requestId: string;
  readonly requester: string;
  readonly use: Use;
  readonly level: { readonly number: number; readonly of: number };
  /** How many approvals are missing, and how many people are left who could give one. */
  readonly missing: number;
  readonly left: number;
  readonly deadline: number;
  readonly reading: Reading;
  readonly link: string;
}

/** To administrators: enough people are back, and the level can be met again. */
export const levelUnblocked = ({ reading, ...facts }: Omit<LevelBlockedFacts, 'missing' | 'left'>): Notice => {
  const say = wordsFor(reading);
  return notice(
    { subject: say.unblocked.subject(facts.requestId), reading },
    say.unblocked.first(facts.level.number, facts.level.of),
    [fact(say.who, facts.requester), fact(say.what, useInWords(facts.use, reading))],
    say.unblocked.next(vaultInstant(facts.deadline, reading)),
    [say.theRequest, link(facts.link)],
  );
};

/** To administrators: a level can no longer reach its approvals because people were removed. It is never passed over. */
export const levelBlocked = ({ reading, ...facts }: LevelBlockedFacts): Notice => {
  const say = wordsFor(reading);
  return notice(
    { subject: say.blocked.subject(facts.requestId), reading },
    say.blocked.first(facts.level.number, facts.level.of),
    [fact(say.who, facts.requester), fact(say.what, useInWords(facts.use, reading))],
    say.blocked.next(facts.missing, facts.left, vaultInstant(facts.deadline, reading)),
    [say.theRequest, link(facts.link)],
  );
};
