import type { Approval } from './state.ts';

/** Who decided a level, and when: its last vote. For its approvers only, never for the requester (threats.md I-06). */
export const handledBy = ({ ballots }: Pick<Approval, 'ballots'>, level: number): string => {
  const last = ballots
    .filter((ballot) => ballot.level === level)
    .sort((a, b) => a.at - b.at)
    .at(-1);
  return last ? `${last.by} voted ${last.verdict} at ${new Date(last.at).toISOString()}` : 'without a vote';
};
