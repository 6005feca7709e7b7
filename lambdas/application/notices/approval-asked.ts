import { fact, link, marker, quote } from './line.ts';
import {
  type Notice,
  notice,
  type Span,
  type Use,
  useInWords,
  vaultInstant,
  windowLines,
  type Zones,
} from './notice.ts';

export interface ApprovalAskedFacts {
  readonly requestId: string;
  readonly requester: string;
  readonly use: Use;
  readonly justification: string;
  readonly reason?: string | undefined;
  readonly ticket?: string | undefined;
  /** Why approval is needed: the decision's own words. */
  readonly because: string;
  readonly level: { readonly number: number; readonly of: number };
  readonly window: Span;
  /** `approval`: the time keeps its length and starts with the last approval. */
  readonly clockStarts: 'request' | 'approval';
  readonly deadline: number;
  readonly zones: Zones;
  readonly link: string;
  /** The people were asked before and did not answer yet. */
  readonly reminder?: boolean | undefined;
  /** A secret reply address goes with this mail; without one it must not invite to reply (S-03, mission.md Q31). */
  readonly replyOffered: boolean;
  /** The absent approver whom the reader stands in for. */
  readonly inPlaceOf?: string | undefined;
}

/** The words stand inside sentences, each with a comma behind it: no wrapping of a line makes one of them bare. */
const HOW_TO_REPLY: readonly string[] = [
  'Or answer by mail: press Reply and write, as your first line, only the',
  'one word that you mean: APPROVE, or else DISAPPROVE, and nothing more.',
  'What you write in the lines below it is kept as your comment.',
];

const KEEPS_LENGTH: readonly string[] = ['If the last approval comes later, all of it starts and ends later.'];

/** To each approver of a level when it opens (seed 1: notified by e-mail, level by level). */
export function approvalAsked(facts: ApprovalAskedFacts): Notice {
  const { level, zones } = facts;
  return notice(
    `${facts.reminder ? 'Approval still needed' : 'Approval needed'}: request ${facts.requestId}`,
    [marker],
    [
      `${facts.reminder ? 'This still waits for your decision' : 'Please decide'} (level ${level.number} of ${level.of}):`,
    ],
    [
      fact('Who', facts.requester),
      fact('What', useInWords(facts.use)),
      fact('Why', facts.justification),
      ...(facts.reason === undefined ? [] : [fact('Reason', facts.reason)]),
      ...(facts.inPlaceOf === undefined ? [] : [fact('For', `${facts.inPlaceOf}, who is absent and named you`)]),
      ...(facts.ticket === undefined ? [] : [fact('Ticket', facts.ticket)]),
    ],
    ['For this time:', ...windowLines(facts.window, zones), ...(facts.clockStarts === 'approval' ? KEEPS_LENGTH : [])],
    ['Decide here (you may also change the time):', link(facts.link)],
    facts.replyOffered ? HOW_TO_REPLY : undefined,
    [`If nobody answers by ${vaultInstant(facts.deadline, zones)},`, 'the request lapses and no access is given.'],
    ['Approval is needed because', quote(facts.because)],
  );
}
