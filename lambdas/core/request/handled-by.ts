import type { Approval, Ballot } from './state.ts';

/** Who decided a level, and when: its last vote. For its approvers only, never for the requester (threats.md I-06). */
export const handledBy = ({ ballots }: Pick<Approval, 'ballots'>, level: number): string => {
  const last = ballots.filter((ballot) => ballot.level === level).at(-1);
  return last ? voteInWords(last) : 'without a vote';
};

export const voteInWords = ({ by, verdict, at }: Ballot): string =>
  `${by} voted ${verdict} at ${new Date(at).toISOString()}`;
