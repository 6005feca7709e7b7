import { fact, link } from './line.ts';
import { type Notice, notice, type Use, useInWords, vaultInstant, type Zones } from './notice.ts';

export interface ChangeOverdueFacts {
  readonly requestId: string;
  readonly requester: string;
  readonly use: Use;
  /** When the access ended, in epoch milliseconds. */
  readonly endedAt: number;
  readonly zones: Zones;
  readonly link: string;
}

/** To administrators: an access is over and its end cannot be confirmed, so the credential is quarantined (threats.md D-13). */
export const changeOverdue = (facts: ChangeOverdueFacts): Notice =>
  notice(
    `Password not changed: request ${facts.requestId}`,
    [
      'An access is over, and its end could not be confirmed: a session may still',
      'be open, or its password may still work.',
    ],
    [fact('Who', facts.requester), fact('What', useInWords(facts.use))],
    ['It ended at', `${vaultInstant(facts.endedAt, facts.zones)}.`],
    [
      'Closing is tried again until it succeeds. Until then the credential is',
      'quarantined: nobody is given it. See that its database is there and that',
      'the rotator may change the password; the runbook says how.',
    ],
    ['The request:', link(facts.link)],
  );
