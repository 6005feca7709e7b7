/** What SES tells about a mail. */
export type FeedbackType = 'Bounce' | 'Complaint';

const DOMAIN = 'simulator.amazonses.com';

const outcomes: Readonly<Record<string, FeedbackType>> = { bounce: 'Bounce', complaint: 'Complaint' };

/**
 * What becomes of a mail to this address, by SES's own mailbox simulator: `bounce@` does not exist, the reader of
 * `complaint@` reports the mail. Labels (`bounce+ana@`) make several of them. Undefined: it arrives, and that is all.
 */
export const outcomeAt = (address: string): FeedbackType | undefined => {
  const [local = '', domain] = address.toLowerCase().split('@');
  return domain === DOMAIN ? outcomes[local.split('+')[0] ?? ''] : undefined;
};

export const deliversAt = (address: string): boolean => outcomeAt(address) !== 'Bounce';
