import type { Standing } from './commands.ts';
import { type Approval, type Ballot, currentWindow, type LevelSnapshot, type RequestFacts } from './state.ts';
import { liesInside } from './window.ts';

type Counted = RequestFacts & Approval;

/** Level `level` (from 1) of the request. A level that is not there is a bug. */
export const levelOf = (request: Pick<Approval, 'rules'>, level: number): LevelSnapshot => {
  const found = request.rules.levels[level - 1];
  if (!found) throw new Error(`the request has no level ${level}`);
  return found;
};

/** True when an approval still stands: the window now lies inside the one its author approved (mission.md Q13). */
export const stands = (request: Counted, ballot: Ballot): boolean =>
  ballot.verdict === 'approve' && liesInside(currentWindow(request), ballot.window);

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

/** The people of a level who can be asked at all: never the requester (threats.md E-01). */
export const electorate = (request: Counted, level: number): readonly string[] =>
  levelOf(request, level).approvers.filter((person) => person !== request.requester);

/** True when the disapprovals alone leave too few people for the level's approvals. */
export const isOutOfReach = (request: Counted, level: number): boolean => {
  const people = electorate(request, level);
  const needed = levelOf(request, level).approvals;
  return people.length >= needed && people.length - countDisapprovals(request, level) < needed;
};

/** A level that cannot be met: how many approvals it still lacks, and how many people could still give one. */
export interface Shortage {
  readonly missing: number;
  readonly left: number;
}

/**
 * Whether a level lacks people: removed, disabled, the requester, or counted in another level already. Such a level is
 * reported, never passed (mission.md Q32, threats.md T-13, E-03). Votes that count stay counted.
 */
export const shortageOf = (
  request: Counted,
  level: number,
  people: Readonly<Record<string, Standing>>,
): Shortage | undefined => {
  const counted = countApprovals(request, level);
  const able = electorate(request, level).filter((person) => canStillCount(request, level, person, people)).length;
  const missing = levelOf(request, level).approvals - counted;
  return able >= levelOf(request, level).approvals ? undefined : { missing, left: able - counted };
};

const canStillCount = (
  request: Counted,
  level: number,
  person: string,
  people: Readonly<Record<string, Standing>>,
): boolean => {
  const ballot = request.ballots.find((each) => each.by === person);
  if (ballot && ballot.level !== level) return false;
  if (ballot && (ballot.verdict === 'disapprove' || stands(request, ballot))) return ballot.verdict === 'approve';
  const standing = people[person];
  return standing?.enabled === true && standing.named;
};
