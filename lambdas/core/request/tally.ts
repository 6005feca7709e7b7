import type { Shortage } from './events.ts';
import type { People } from './people.ts';
import { isInGoodStanding, stands } from './seat.ts';
import type { Approval, LevelSnapshot, RequestFacts } from './state.ts';

type Counted = RequestFacts & Approval;

/** Level `level` (from 1) of the request. A level that is not there is a bug. */
export const levelOf = (request: Pick<Approval, 'rules'>, level: number): LevelSnapshot => {
  const found = request.rules.levels[level - 1];
  if (!found) throw new Error(`the request has no level ${level}`);
  return found;
};

/** How many approvals of a level count for the window as it is now. */
export const countApprovals = (request: Counted, level: number): number =>
  request.ballots.filter((ballot) => ballot.level === level && stands(request, ballot)).length;

/** How many people of a level disapproved; a disapproval counts for any version of the window. */
export const countDisapprovals = (request: Counted, level: number): number =>
  request.ballots.filter((ballot) => ballot.level === level && ballot.verdict === 'disapprove').length;

/** The first level that still lacks approvals, or undefined when all have them. */
export const firstUnmetLevel = (request: Counted): number | undefined => {
  const index = request.rules.levels.findIndex((level, at) => countApprovals(request, at + 1) < level.approvals);
  return index < 0 ? undefined : index + 1;
};

/** The seats of a level that can count at all: never the requester's (threats.md E-01). */
export const electorate = (request: Counted, level: number): readonly string[] =>
  levelOf(request, level).approvers.filter((person) => person !== request.requester);

/** True when the disapprovals alone leave too few people for the level's approvals. */
export const isOutOfReach = (request: Counted, level: number): boolean => {
  const people = electorate(request, level);
  const needed = levelOf(request, level).approvals;
  return people.length >= needed && people.length - countDisapprovals(request, level) < needed;
};

/**
 * Whether a level lacks people: removed, disabled, the requester, or counted in another level already. Such a level is
 * reported, never passed (mission.md Q32, threats.md T-13, E-03). Votes that count stay counted. Who is merely absent
 * can come back and is no shortage.
 */
export const shortageOf = (request: Counted, level: number, people: People): Shortage | undefined => {
  const counted = countApprovals(request, level);
  const able = electorate(request, level).filter((seat) => canStillCount(request, level, seat, people)).length;
  const missing = levelOf(request, level).approvals - counted;
  return able >= levelOf(request, level).approvals ? undefined : { missing, left: able - counted };
};

const canStillCount = (request: Counted, level: number, seat: string, people: People): boolean => {
  const ballot = request.ballots.find((each) => each.seat === seat);
  if (ballot && ballot.level !== level) return false;
  if (ballot && (ballot.verdict === 'disapprove' || stands(request, ballot))) return ballot.verdict === 'approve';
  const voters = [seat, people[seat]?.delegate].filter((person) => person !== undefined);
  return isInGoodStanding(people, seat) && voters.some((person) => !hasVotedInAnother(request, person, seat));
};

const hasVotedInAnother = (request: Counted, person: string, seat: string): boolean =>
  request.ballots.some((ballot) => ballot.by === person && ballot.seat !== seat);
