import { fact, link } from './line.ts';
import { type Notice, notice, type Span, type Use, useInWords, windowLines, type Zones } from './notice.ts';

export interface OutcomeFacts {
  readonly requestId: string;
  readonly outcome: 'approved' | 'rejected' | 'lapsed' | 'revoked';
  readonly use: Use;
  /** When the access may be used: with `approved` only. */
  readonly window?: Span | undefined;
  /** What the people who decided wrote. Their names stay out of it (threats.md I-06). */
  readonly comment?: string | undefined;
  readonly zones: Zones;
  readonly link: string;
}

const WHAT_NOW: Readonly<
  Record<OutcomeFacts['outcome'], { readonly first: string; readonly next: readonly string[] }>
> = {
  approved: {
    first: 'Your request is approved.',
    next: [
      'The access is yours during this time only; when it ends, sessions are',
      'closed and the password is changed.',
    ],
  },
  rejected: {
    first: 'Your request was turned down.',
    next: ['No access is given. A new request is possible at any time.'],
  },
  lapsed: {
    first: 'Nobody answered in time: your request has lapsed.',
    next: ['No access is given. A new request is possible at any time.'],
  },
  revoked: {
    first: 'Your access was revoked.',
    next: ['It has ended now: open sessions are being closed and the password is', 'being changed.'],
  },
};

/** To the requester, once it is known how the request ended. */
export function outcome(facts: OutcomeFacts): Notice {
  const { first, next } = WHAT_NOW[facts.outcome];
  return notice(
    `Request ${facts.requestId}: ${facts.outcome}`,
    [first],
    [
      fact('What', useInWords(facts.use)),
      ...(facts.comment === undefined || facts.comment === '' ? [] : [fact('Note', facts.comment)]),
    ],
    facts.window && ['You may use it:', ...windowLines(facts.window, facts.zones)],
    next,
    ['The request:', link(facts.link)],
  );
}
