import { QUORUM, VOTERS, voteAtOnce } from '../cloud/thousand-votes.ts';
import { type Figure, reading } from '../figure.ts';

/** P17: what happens when a thousand people approve the same request at the same moment. */
export const concurrentVotes: Figure = {
  id: 'P17',
  title: '1,000 approvals of one request at once, quorum 2',
  measure: async (start) => {
    const { outcomes, conflicts, recorded } = await voteAtOnce(await start());
    const times = (type: string): number => recorded.filter((each) => each === type).length;
    const faults = outcomes.filter(({ status }) => status === 'rejected').length;
    const what = `${VOTERS} approvals of one request at once, quorum ${QUORUM}`;
    return [
      reading('P17', `${what}: passages to level 2`, [times('LevelPassed'), 'transitions'], ['=', 1]),
      reading('P17.votes', `${what}: votes recorded`, [times('VoteCast'), 'votes'], ['=', QUORUM]),
      reading(
        'P17.conflicts',
        'writes of the request that failed on its version, for each vote beyond the quorum',
        [conflicts / (VOTERS - QUORUM), 'failures'],
        ['<=', 1.1],
      ),
      reading('P17.faults', 'votes that got neither an answer nor a refusal', [faults, 'faults'], ['=', 0]),
    ];
  },
};
