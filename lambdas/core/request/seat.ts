import type { People } from './people.ts';
import { type Approval, type Ballot, currentWindow, type Request, type RequestFacts } from './state.ts';
import { liesInside } from './window.ts';

type Counted = RequestFacts & Approval;

/** A place among the approvers of a level, and whose it is. */
export interface Seat {
  readonly level: number;
  readonly seat: string;
}

/** True when an approval still stands: the window now lies inside the one its author approved (mission.md Q13). */
export const stands = (request: Counted, ballot: Ballot): boolean =>
  ballot.verdict === 'approve' && liesInside(currentWindow(request), ballot.window);

/** The approver may vote: enabled, and still named by the group (threats.md T-13). */
export const isInGoodStanding = (people: People, person: string): boolean => {
  const standing = people[person];
  return standing?.enabled === true && standing.named;
};

/**
 * The seats in which somebody may vote, level after level: of each level his or her own first, then those of absent
 * approvers who named this person. A delegate stands in for the absent alone and not for their other delegators, so
 * there is no chain; nobody stands in for anybody in a request of his or her own (threats.md E-01).
 */
export const seatsOf = (request: Counted, by: string, people: People): readonly Seat[] => {
  if (by === request.requester || people[by]?.enabled !== true) return [];
  return request.rules.levels.flatMap(({ approvers }, index) => {
    const held = approvers.filter((owner) => owner !== request.requester && isInGoodStanding(people, owner));
    const own = held.filter((owner) => owner === by);
    const others = held.filter((owner) => owner !== by && people[owner]?.delegate === by);
    return [...own, ...others].map((seat) => ({ level: index + 1, seat }));
  });
};

/** Who approves here now, or voted in the seat of somebody absent: a delegate can undo what he or she did (S-17). */
export const approves = (request: Request, by: string, people: People): boolean => {
  if (!('rules' in request)) return false;
  const stoodIn = request.ballots.some((ballot) => ballot.by === by && ballot.seat !== by);
  return seatsOf(request, by, people).length > 0 || (stoodIn && people[by]?.enabled === true);
};

/** The vote of somebody else that fills a seat: it counts once, for who came first. */
export const filledBy = (request: Counted, seat: string, by: string): Ballot | undefined =>
  request.ballots.find(
    (ballot) =>
      ballot.seat === seat && ballot.by !== by && (ballot.verdict === 'disapprove' || stands(request, ballot)),
  );
