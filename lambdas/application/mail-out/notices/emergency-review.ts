import { fact, link } from './line.ts';
import { type Notice, notice, type Reading, type Use, useInWords, vaultInstant, wordsFor } from './notice.ts';

interface ReviewFacts {
  readonly requestId: string;
  readonly requester: string;
  readonly use: Use;
  readonly emergencyReason: string;
  readonly reading: Reading;
  readonly link: string;
}

/** To administrators, once: an emergency that nobody reviewed in time. */
export const reviewOverdue = ({ reading, ...facts }: ReviewFacts & { readonly dueAt: number }): Notice => {
  const say = wordsFor(reading);
  const { reviewOverdue: words } = say;
  return notice(
    { subject: words.subject(facts.requestId), reading },
    words.first,
    [
      fact(say.who, facts.requester),
      fact(say.what, useInWords(facts.use, reading)),
      fact(say.urgent, facts.emergencyReason),
    ],
    words.next(vaultInstant(facts.dueAt, reading)),
    [words.review, link(facts.link)],
  );
};

type ReviewedFacts = ReviewFacts & { readonly verdict: 'justified' | 'not-justified'; readonly text: string };

/** To the requester: what the review of an emergency found. The reviewer's name stays out of it (threats.md I-06). */
export const emergencyReviewed = ({ reading, ...facts }: ReviewedFacts): Notice => {
  const say = wordsFor(reading);
  return notice(
    { subject: say.reviewed.subject(facts.requestId), reading },
    say.reviewed[facts.verdict],
    [
      fact(say.what, useInWords(facts.use, reading)),
      fact(say.urgent, facts.emergencyReason),
      fact(say.note, facts.text),
    ],
    [say.theRequest, link(facts.link)],
  );
};
