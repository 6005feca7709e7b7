import type { WordLists } from '../../../core/policy/reply-words.ts';
import type { AppliedRule } from '../../../core/request/state.ts';
import { becauseIn } from '../../../core/restriction/describe-why.ts';
import type { Holder } from '../../access/other-holders.ts';
import { otherWords } from './how-to-reply.ts';
import { fact, link, marker, type Paragraph, quote } from './line.ts';
import {
  type Notice,
  notice,
  type Reading,
  type Span,
  type Use,
  useInWords,
  vaultInstant,
  windowLines,
  wordsFor,
} from './notice.ts';

export interface ApprovalAskedFacts {
  readonly requestId: string;
  readonly requester: string;
  readonly use: Use;
  readonly justification: string;
  readonly reason?: string | undefined;
  readonly ticket?: string | undefined;
  /** Why approval is needed. */
  readonly applied?: Pick<AppliedRule, 'because' | 'why'> | undefined;
  readonly level: { readonly number: number; readonly of: number };
  readonly window: Span;
  /** `approval`: the time keeps its length and starts with the last approval. */
  readonly clockStarts: 'request' | 'approval';
  readonly deadline: number;
  readonly reading: Reading;
  readonly link: string;
  /** The people were asked before and did not answer yet. */
  readonly reminder?: boolean | undefined;
  /** Who else has access to the credential now, each until when. */
  readonly heldBy: readonly Holder[];
  /** A secret reply address goes with this mail; without one it must not invite to reply (S-03, mission.md Q31). */
  readonly replyOffered: boolean;
  /** What the policy takes beyond the two words, and names to this reader. */
  readonly words: WordLists;
  /** The absent approver whom the reader stands in for. */
  readonly inPlaceOf?: string | undefined;
}

const heldLines = ({ heldBy, reading }: ApprovalAskedFacts): Paragraph => {
  const { asked } = wordsFor(reading);
  if (heldBy.length === 0) return asked.notHeld;
  return [asked.held, ...heldBy.map(({ name, until }) => quote(asked.heldUntil(name, vaultInstant(until, reading))))];
};

/** To each approver of a level when it opens (seed 1: notified by e-mail, level by level). */
export function approvalAsked(facts: ApprovalAskedFacts): Notice {
  const { level, reading, requestId } = facts;
  const say = wordsFor(reading);
  const { asked } = say;
  const opening = facts.reminder ? say.reminder : asked;
  return notice(
    { subject: opening.subject(requestId), reading },
    [marker(reading.language)],
    opening.first(level.number, level.of),
    [
      fact(say.who, facts.requester),
      fact(say.what, useInWords(facts.use, reading)),
      fact(say.why, facts.justification),
      ...(facts.reason === undefined ? [] : [fact(say.reason, facts.reason)]),
      ...(facts.inPlaceOf === undefined ? [] : [fact(say.inPlaceOf, asked.absent(facts.inPlaceOf))]),
      ...(facts.ticket === undefined ? [] : [fact(say.ticket, facts.ticket)]),
    ],
    [
      asked.window,
      ...windowLines(facts.window, reading),
      ...(facts.clockStarts === 'approval' ? asked.keepsLength : []),
    ],
    heldLines(facts),
    [asked.decide, link(facts.link)],
    facts.replyOffered ? asked.howToReply : undefined,
    facts.replyOffered ? otherWords(facts.words, say) : undefined,
    asked.lapses(vaultInstant(facts.deadline, reading)),
    [asked.because, quote(facts.applied ? becauseIn(facts.applied, reading.language) : asked.becauseAGroup)],
  );
}
