import { fact, link } from './line.ts';
import { type Notice, notice, type Reading, type Span, type Use, useInWords, windowLines, wordsFor } from './notice.ts';

export interface OutcomeFacts {
  readonly requestId: string;
  readonly outcome: 'approved' | 'rejected' | 'lapsed' | 'revoked';
  readonly use: Use;
  /** When the access may be used: with `approved` only. */
  readonly window?: Span | undefined;
  /** What the people who decided wrote. Their names stay out of it (threats.md I-06). */
  readonly comment?: string | undefined;
  readonly reading: Reading;
  readonly link: string;
}

/** To the requester, once it is known how the request ended. */
export function outcome({ reading, ...facts }: OutcomeFacts): Notice {
  const say = wordsFor(reading);
  const { subject, first, next } = say.outcome[facts.outcome];
  return notice(
    { subject: subject(facts.requestId), reading },
    first,
    [
      fact(say.what, useInWords(facts.use, reading)),
      ...(facts.comment === undefined || facts.comment === '' ? [] : [fact(say.note, facts.comment)]),
    ],
    facts.window && [say.youMayUseIt, ...windowLines(facts.window, reading)],
    next,
    [say.theRequest, link(facts.link)],
  );
}
