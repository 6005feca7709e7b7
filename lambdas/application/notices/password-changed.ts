import { fact, link } from './line.ts';
import { type Notice, notice, type Span, type Use, useInWords, windowLines, type Zones } from './notice.ts';

export interface PasswordChangedFacts {
  readonly requestId: string;
  readonly use: Use;
  /** When the access may be used. */
  readonly window: Span;
  readonly zones: Zones;
  readonly link: string;
}

/** To somebody whose access goes on while the password was changed, because another's ended (policy.md `rotateWithin`). */
export const passwordChanged = (facts: PasswordChangedFacts): Notice =>
  notice(
    `The password was changed: request ${facts.requestId}`,
    [
      "Somebody else's access ended, and the password was changed: what you",
      'saw works no longer. Your own access goes on: view it again.',
    ],
    [fact('What', useInWords(facts.use))],
    ['You may use it:', ...windowLines(facts.window, facts.zones)],
    ['The request:', link(facts.link)],
  );
