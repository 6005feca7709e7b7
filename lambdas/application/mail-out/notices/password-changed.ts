import { fact, link } from './line.ts';
import { type Notice, notice, type Reading, type Span, type Use, useInWords, windowLines, wordsFor } from './notice.ts';

export interface PasswordChangedFacts {
  readonly requestId: string;
  readonly use: Use;
  /** When the access may be used. */
  readonly window: Span;
  readonly reading: Reading;
  readonly link: string;
}

/** To somebody whose access goes on while the password was changed, because another's ended (policy.md `rotateWithin`). */
export const passwordChanged = ({ reading, ...facts }: PasswordChangedFacts): Notice => {
  const say = wordsFor(reading);
  return notice(
    { subject: say.changed.subject(facts.requestId), reading },
    say.changed.first,
    say.changed.next,
    [fact(say.what, useInWords(facts.use, reading))],
    [say.youMayUseIt, ...windowLines(facts.window, reading)],
    [say.theRequest, link(facts.link)],
  );
};
