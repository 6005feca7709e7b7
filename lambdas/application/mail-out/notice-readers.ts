import type { User } from '../../core/policy/schema.ts';
import type { MailStep, NoticeKind } from '../../core/request/effects.ts';
import { stands } from '../../core/request/seat.ts';
import type { Pending, Request } from '../../core/request/state.ts';
import { countApprovals, electorate, levelOf } from '../../core/request/tally.ts';
import { readAbsent, type StandingPorts } from '../people/standings.ts';

/** One person to write to. */
export interface Reader {
  readonly address: string;
  /** What the mail is marked under when it is sent: the person, so that a changed address gets no second one. */
  readonly mark: string;
  readonly user?: User | undefined;
  /** The approver whose vote is asked for: the reader, or the absent person whom the reader stands in for. */
  readonly seat?: string | undefined;
  /** The name of that absent person. */
  readonly inPlaceOf?: string | undefined;
}

/** What asks for a vote: nobody gets it when the level has decided or the seat is filled. */
export const asksForVote = (notice: NoticeKind): boolean =>
  notice === 'approval-asked' || notice === 'approval-reminder';

/** What goes to approvers as such, and so to those who stand in for them. */
const toApprovers = (notice: NoticeKind): boolean =>
  asksForVote(notice) || notice === 'emergency-used' || notice === 'already-handled';

type ReaderPorts = StandingPorts & { readonly administrators: readonly string[] };

/**
 * Whom a mail step means at this moment: enabled people with an address, each once. What is for an absent approver goes
 * to the delegate too. An absent approver without a delegate is not asked, unless those who are here are too few.
 */
export const readersOf = async (ports: ReaderPorts, request: Request, step: MailStep): Promise<readonly Reader[]> => {
  if (step.to === 'administrators') return ports.administrators.map((address) => ({ address, mark: address }));
  const places = await placesOf(ports, request, { notice: step.notice, to: step.to });
  const people = await ports.policy.people(places.flatMap(({ person, seat }) => [person, seat]));
  return places.flatMap(({ person, seat }) => {
    const user = people[person];
    if (!(user?.email && (user.enabled || person === request.requester))) return [];
    const inPlaceOf = person === seat ? undefined : (people[seat]?.name ?? seat);
    return [{ address: user.email, mark: person, user, seat, inPlaceOf }];
  });
};

interface Place {
  readonly person: string;
  readonly seat: string;
}

const ownPlace = (person: string): Place => ({ person, seat: person });

interface Told {
  readonly notice: NoticeKind;
  readonly to: readonly string[];
}

const placesOf = async (ports: ReaderPorts, request: Request, told: Told): Promise<readonly Place[]> => {
  if (toApprovers(told.notice)) return withDelegates(ports, request, told);
  return told.notice === 'reply-not-understood' ? seatedPlaces(ports, request, told.to) : told.to.map(ownPlace);
};

/** Who answered by mail may have been asked in the place of somebody absent. */
const seatedPlaces = async (
  ports: ReaderPorts,
  request: Request,
  people: readonly string[],
): Promise<readonly Place[]> => {
  const asked = request.name === 'pending' ? electorate(request, request.level) : [];
  const absent = await readAbsent(ports, asked, request.requester);
  return people.map((person) => ({
    person,
    seat: asked.includes(person) ? person : (asked.find((owner) => absent[owner] === person) ?? person),
  }));
};

const withDelegates = async (ports: ReaderPorts, request: Request, { notice, to }: Told): Promise<readonly Place[]> => {
  const absent = await readAbsent(ports, to, request.requester);
  const isHere = (person: string): boolean => !(person in absent) || absent[person] !== undefined;
  const here = to.filter(isHere);
  const all = notice === 'emergency-used' || (asksForVote(notice) && here.length < missing(request));
  const standIns = here.flatMap((seat): Place[] =>
    absent[seat] === undefined ? [] : [{ person: absent[seat], seat }],
  );
  const places = [...(all ? to : here).map(ownPlace), ...standIns];
  return places.filter(({ person }, index) => places.findIndex((place) => place.person === person) === index);
};

const missing = (request: Request): number =>
  request.name === 'pending' ? levelOf(request, request.level).approvals - countApprovals(request, request.level) : 0;

/** Only the level that is open now is asked, and of it only seats that are free. */
export const isStillAsked = (request: Request, { seat = '', mark }: Reader): request is Pending =>
  request.name === 'pending' &&
  electorate(request, request.level).includes(seat) &&
  !request.ballots.some(
    (ballot) =>
      (ballot.seat === seat || ballot.by === mark) && (ballot.verdict === 'disapprove' || stands(request, ballot)),
  );
