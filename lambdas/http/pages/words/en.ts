import type { Request } from '../../../core/request/state.ts';
import type { Refused } from './refused.ts';

const headlines: Readonly<Record<Request['name'], string>> = {
  granted: 'This use needed no approval',
  pending: 'This request waits for a decision',
  approved: 'This request is approved',
  emergency: 'Emergency access is in use',
  rejected: 'This request was turned down',
  cancelled: 'This request was taken back',
  lapsed: 'This request has lapsed',
  revoked: 'This access was revoked',
  returned: 'This access was given back',
  ended: 'This access is over',
};

/** All that the pages say besides the facts that mails tell as well, in English; the other languages have its shape. */
export const en = {
  signOut: 'Sign out',
  titleOf: (id: string) => `Request ${id}`,
  headlines,
  recorded: { approve: 'Your approval is recorded.', disapprove: 'Your disapproval is recorded.' },
  /** Of what was refused; the API says it in English already. */
  refused: ({ reason }: Refused) => reason,

  facts: {
    anAccount: 'an account',
    aDevice: 'a device',
    emergency: 'Emergency',
    when: 'When',
    level: 'Level',
    levelOf: (level: number, of: number) => `${level} of ${of}`,
    decideBy: 'Decide by',
    lapses: 'after that it lapses and no access is given',
    rule: 'Rule',
    group: (id: number, name: string, code: string) => `group ${id}, ${name}; code ${code}`,
    request: 'Request',
  },

  decision: {
    title: 'Your decision',
    start: 'From',
    end: 'Until',
    comment: 'Comment',
    commentKept: 'kept with your decision',
    approve: 'Approve',
    disapprove: 'Disapprove',
  },
  revocation: {
    title: 'End this access now',
    why: 'Why',
    whyShown: 'the person whose access ends is shown this',
    revoke: 'Revoke',
  },

  notFound: {
    title: 'There is no such request for you',
    body: 'It is not there, or you are not one of the people who may see it. Are you signed in as the right person?',
  },
  notFromHere: {
    title: 'This form was not accepted',
    body: 'It did not come from our own page, or you have been signed in anew since. Open the link in your mail again.',
  },
  notSignedIn: {
    title: 'You were not signed in',
    body: 'The sign-in was begun in another browser, or too long ago. Open the link in your mail again.',
  },
  signedOut: { title: 'You are signed out', body: 'To come back, open the link in a mail.' },
  unavailable: {
    title: 'Not reachable just now',
    body: 'Something that we need is not reachable. Try again in a minute.',
  },
  failed: { title: 'Something went wrong', body: 'It is recorded. Open the link in your mail again.' },
};

export type PageWords = typeof en;
