import { link } from './line.ts';
import { instantLines, type Notice, notice, type Zones } from './notice.ts';

export interface TokenMisusedFacts {
  readonly requestId: string;
  readonly receivedAt: number;
  readonly zones: Zones;
  readonly link: string;
}

/** To the person a reply address was given to, when somebody else wrote to it (threats.md S-09). */
export const tokenMisused = (facts: TokenMisusedFacts): Notice =>
  notice(
    `Someone else used your reply address: request ${facts.requestId}`,
    [
      'Somebody else answered with the reply address that was mailed to you.',
      'That answer was refused and nothing was decided.',
    ],
    ['It came:', ...instantLines(facts.receivedAt, facts.zones)],
    [
      'Did you forward the mail? Please do not: its reply address is yours alone.',
      'Your own decision is still open:',
      link(facts.link),
    ],
  );
