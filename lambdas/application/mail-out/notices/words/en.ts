import type { ReplyRule } from '../../../../core/reply/read-reply.ts';
import type { Request } from '../../../../core/request/state.ts';

const people = (count: number): string => {
  if (count === 0) return 'nobody';
  return count === 1 ? '1 person' : `${count} people`;
};

/** What was wrong with a reply, where it can be said more exactly than `unreadable`. */
const wrong: Partial<Readonly<Record<ReplyRule, readonly string[]>>> = {
  'first-line-is-not-the-word': ['The first line of your reply is something else than one of the two words.'],
  'nothing-written': ['We found nothing that you wrote above our own message.'],
  'both-words': ['Both words stand alone on a line, so we do not know which one you mean.'],
  'html-disagrees': ['The text and the HTML form of your mail say different things.'],
  'html-only': ['Your mail has no plain text. Please send plain text, or use the link.'],
};

const states: Readonly<Record<Request['name'], string>> = {
  granted: 'granted',
  pending: 'waiting for approval',
  approved: 'approved',
  emergency: 'used in an emergency',
  rejected: 'rejected',
  cancelled: 'cancelled',
  lapsed: 'lapsed',
  revoked: 'revoked',
  returned: 'returned',
  ended: 'over',
};

/**
 * All that mails say, in English; the other languages have its shape. No line may begin with one of the two words, and
 * each of them has its comma, so that no wrapping of a line leaves it bare (threats.md T-01). A subject tells nothing
 * of the request but its id (I-07).
 */
export const en = {
  openRequest: 'Open the request',
  theRequest: 'The request:',
  youMayUseIt: 'You may use it:',
  who: 'Who',
  what: 'What',
  why: 'Why',
  reason: 'Reason',
  ticket: 'Ticket',
  inPlaceOf: 'For',
  urgent: 'Urgent',
  note: 'Note',
  by: 'By',
  view_password: (username: string, device: string) => `view the password of ${username} on ${device}`,
  start_session: (username: string, device: string) => `open a session as ${username} on ${device}`,
  vaultTime: 'vault time',
  yourTime: 'your time',
  states,
  /** What the policy takes for the two words, each list in brackets. */
  replyWords: {
    approve: (list: string) => `For APPROVE, you may also write ${list}.`,
    disapprove: (list: string) => `For DISAPPROVE, you may also write ${list}.`,
  },

  asked: {
    subject: (id: string) => `Approval needed: request ${id}`,
    first: (level: number, of: number) => [`Your decision is needed (level ${level} of ${of}).`],
    absent: (name: string) => `${name}, who is absent and named you`,
    window: 'For this time:',
    keepsLength: ['If the last approval comes later, all of it starts and ends later.'],
    decide: 'Decide here (you may also change the time):',
    howToReply: [
      'Or answer by mail: press Reply and write, as your first line, only the',
      'one word that you mean: APPROVE, or else DISAPPROVE, and nothing more.',
      'What you write in the lines below it is kept as your comment.',
    ],
    lapses: (at: string) => [`If nobody answers by ${at},`, 'the request lapses and no access is given.'],
    because: 'Why approval is needed:',
    held: 'This credential is in use now:',
    heldUntil: (name: string, at: string) => `${name}, until ${at}`,
    notHeld: ['Nobody else has access to this credential now.'],
    becauseAGroup: 'an access group requires it',
  },
  reminder: {
    subject: (id: string) => `Approval still needed: request ${id}`,
    first: (level: number, of: number) => [`Your decision is still needed (level ${level} of ${of}).`],
  },
  handled: {
    subject: (id: string) => `Already handled: request ${id}`,
    first: ['This request is handled.'],
    next: ['You were asked to decide about it: you need to do nothing any more.'],
    approve: (name: string) => `${name} approved`,
    disapprove: (name: string) => `${name} disapproved`,
    when: 'When:',
  },
  emergency: {
    subject: (id: string) => `Emergency access was used: request ${id}`,
    first: ['EMERGENCY: access was taken without waiting for an approval.'],
    window: 'It is open now, and ends by itself:',
    review: (at: string) => [
      'If it is not right, end it here. Afterwards somebody has to review it, by',
      `${at}, also here:`,
    ],
    whyYou: ['You get this mail because you approve requests of this kind.'],
  },
  reviewed: {
    subject: (id: string) => `Emergency access was reviewed: request ${id}`,
    justified: ['Your emergency access was found justified.'],
    'not-justified': ['Your emergency access was found not justified.'],
  },
  reviewOverdue: {
    subject: (id: string) => `Review overdue: request ${id}`,
    first: ['Emergency access was used, and nobody has reviewed it in time.'],
    next: (at: string) => [
      `The review was due at ${at}.`,
      'Until it is done this person cannot use emergency access again.',
    ],
    review: 'Review it here:',
  },
  outcome: {
    approved: {
      subject: (id: string) => `Request ${id}: approved`,
      first: ['Your request is approved.'],
      next: [
        'The access is yours during this time only; when it ends, sessions are',
        'closed and the password is changed.',
      ],
    },
    rejected: {
      subject: (id: string) => `Request ${id}: rejected`,
      first: ['Your request was turned down.'],
      next: ['No access is given. A new request is possible at any time.'],
    },
    lapsed: {
      subject: (id: string) => `Request ${id}: lapsed`,
      first: ['Nobody answered in time: your request has lapsed.'],
      next: ['No access is given. A new request is possible at any time.'],
    },
    revoked: {
      subject: (id: string) => `Request ${id}: revoked`,
      first: ['Your access was revoked.'],
      next: ['It has ended now: open sessions are being closed and the password is', 'being changed.'],
    },
  },
  recorded: {
    approve: {
      subject: (id: string) => `Your approval was recorded: request ${id}`,
      first: ['Your approval by mail was recorded.'],
      ifNotYou: 'If this was not you, open the request at once and revoke it:',
    },
    disapprove: {
      subject: (id: string) => `Your disapproval was recorded: request ${id}`,
      first: ['Your disapproval by mail was recorded.'],
      ifNotYou: 'If this was not you, tell an administrator at once. The request:',
    },
    when: 'Recorded:',
  },
  notUnderstood: {
    subject: (id: string) => `Your reply was not understood: request ${id}`,
    first: ['Your reply was not understood, so nothing was decided.'],
    wrong,
    unreadable: ['Your mail was in a form that we do not read. Please send plain text, or use', 'the link.'],
    again: [
      'Please reply to this mail once more and write, as your first line, only',
      'the one word that you mean: APPROVE, or else DISAPPROVE, and no more.',
    ],
    decide: 'Or decide here:',
  },
  tooLate: {
    subject: (id: string) => `Your reply changed nothing: request ${id}`,
    first: ['Your reply came too late or twice, and changed nothing.'],
    now: (state: string) => `The request is now: ${state}.`,
    approve: 'Your approval was recorded before.',
    disapprove: 'Your disapproval was recorded before.',
  },
  misused: {
    subject: (id: string) => `Someone else used your reply address: request ${id}`,
    first: ['Somebody else answered with the reply address that was mailed to you.'],
    refused: ['That answer was refused and nothing was decided.'],
    when: 'It came:',
    next: [
      'Did you forward the mail? Please do not: its reply address is yours alone.',
      'Your own decision is still open:',
    ],
  },
  undelivered: {
    subject: (id: string) => `Mail does not arrive: request ${id}`,
    first: (kind: 'bounced' | 'complained') =>
      kind === 'bounced'
        ? ['A mail about a request came back: its reader did not get it.']
        : ['The reader of a mail about a request reported it as unwanted.'],
    person: 'Person',
    address: 'Address',
    why: 'Reason',
    when: 'It was seen:',
    next: [
      'Until the address is mended, or mail to it is answered, count on no mail',
      'reaching this person: tell them another way if they shall decide. Further',
      'mails that do not arrive are listed and not mailed to you.',
    ],
  },
  blocked: {
    subject: (id: string) => `Stuck without approvers: request ${id}`,
    first: (level: number, of: number) => [`A request is stuck at level ${level} of ${of}.`],
    next: (missing: number, left: number, at: string) => [
      `${missing === 1 ? '1 approval is' : `${missing} approvals are`} missing and ${people(left)} can still give one.`,
      'Name more approvers in the access group, or the request lapses at',
      `${at}. No access is given meanwhile.`,
    ],
  },
  unblocked: {
    subject: (id: string) => `No longer stuck: request ${id}`,
    first: (level: number, of: number) => [`Level ${level} of ${of} has enough approvers again.`],
    next: (at: string) => ['You need to do nothing: it is decided by', `${at}, or lapses.`],
  },
  changed: {
    subject: (id: string) => `The password was changed: request ${id}`,
    first: ['The password was changed.'],
    next: [
      "Somebody else's access ended, so the password that you saw works no longer.",
      'Your own access goes on: view the password again.',
    ],
  },
  overdue: {
    subject: (id: string) => `Password not changed: request ${id}`,
    first: ['The end of an access could not be confirmed.'],
    ended: (at: string) => [`It ended on ${at}.`, 'A session may still be open, or its password may still work.'],
    next: [
      'Closing is tried again until it succeeds. Until then the credential is',
      'quarantined: nobody is given it. See that its database is there and that',
      'the rotator may change the password; the runbook says how.',
    ],
  },
};

export type Words = typeof en;
