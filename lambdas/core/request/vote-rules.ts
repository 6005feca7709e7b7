import { ok, type Result, refuse } from '../result.ts';
import type { CastVote, Context } from './commands.ts';
import { windowShapeRefusal } from './decide-submit.ts';
import { handledBy } from './handled-by.ts';
import type { People } from './people.ts';
import { type RequestRefusal, refusal } from './refusal.ts';
import { filledBy, type Seat, seatsOf, stands } from './seat.ts';
import { type Ballot, currentWindow, type Emergency, type Pending } from './state.ts';
import { type AccessWindow, liesInside } from './window.ts';
import { seenWindow } from './window-versions.ts';

/** Why a vote does not count: a rule, `'repeat'` when the same person already said the same, or undefined when it does. */
export const voteRefusal = (
  state: Pending | Emergency,
  command: CastVote,
  context: Context,
): RequestRefusal | 'repeat' | undefined =>
  personRefusal(state, command, context) ??
  timeRefusal(state, context.now) ??
  (isRepeat(state, command, context.people) ? 'repeat' : undefined) ??
  (state.name === 'pending' ? levelRefusal(state, command.by, context.people) : undefined) ??
  earlierBallot(state, command) ??
  windowRefusal(state, command, context.now);

/** Nobody approves their own request, by any channel or role; it comes before every other check (threats.md E-01). */
const personRefusal = (state: Pending | Emergency, { by }: CastVote, { people }: Context) => {
  if (by === state.requester) return refusal('no-self-approval', 'Nobody approves or disapproves their own request.');
  return seatsOf(state, by, people).length > 0
    ? undefined
    : refusal('not-an-approver', 'You are not an approver of this request.');
};

/** The deadline and the end of the window are checked here, whether or not a timer fired (threats.md T-11). */
const timeRefusal = (state: Pending | Emergency, now: number) => {
  if (state.name === 'emergency')
    return now < state.window.end ? undefined : refusal('window-over', 'The emergency access is already over.');
  if (now >= state.deadline) return refusal('deadline-passed', 'The time to decide this request is over.');
  if (now >= currentWindow(state).end) return refusal('window-over', 'The window that was asked for is over.');
  return undefined;
};

/**
 * Only the open level is asked. Who has voted at another one is told so and is not asked again; who has not is told
 * which level comes first, or who decided instead.
 */
const levelRefusal = (state: Pending, by: string, people: People): RequestRefusal | undefined => {
  if (openSeats(state, by, people).length > 0) return undefined;
  const ballot = state.ballots.find((each) => each.by === by);
  const levels = seatsOf(state, by, people).map(({ level }) => level);
  const own = ballot ? ballot.level : (levels.find((level) => level > state.level) ?? Math.max(...levels));
  if (own > state.level)
    return refusal('level-not-open', `Level ${own} is asked after level ${state.level} has approved.`);
  return ballot
    ? refusal(
        'level-closed',
        `You voted ${ballot.verdict} at level ${own}, which has decided: you are not asked again.`,
      )
    : refusal(
        'level-closed',
        `Level ${own} has decided (${handledBy(state, own)}); level ${state.level} is asked now.`,
      );
};

/** One vote per person and request; an approval may become a disapproval while its level is open (threats.md T-16). */
const earlierBallot = (state: Pending | Emergency, command: CastVote): RequestRefusal | undefined => {
  const ballot = state.ballots.find((each) => each.by === command.by);
  if (!ballot || mayChange(state, ballot, command)) return undefined;
  return refusal(
    'already-voted',
    `You already voted ${ballot.verdict} at level ${ballot.level}: nobody counts twice, and you are not asked again.`,
  );
};

/**
 * The same vote again is harmless, also after its level was passed. A second level that asks the same person is no
 * repeat: that vote is refused (threats.md T-16, T-17).
 */
const isRepeat = (state: Pending | Emergency, command: CastVote, people: People): boolean => {
  const ballot = state.ballots.find((each) => each.by === command.by);
  if (!ballot || ballot.verdict !== command.verdict || command.window) return false;
  const askedAgain = state.name === 'pending' && openSeats(state, command.by, people).length > 0;
  if (askedAgain && ballot.level !== state.level) return false;
  return ballot.verdict === 'disapprove' || stands(state, ballot) || ballot.windowVersion === command.windowVersion;
};

const mayChange = (state: Pending | Emergency, ballot: Ballot, command: CastVote): boolean => {
  if (ballot.verdict !== 'approve') return false;
  if (state.name === 'emergency') return command.verdict === 'disapprove';
  if (ballot.level !== state.level) return false;
  return command.verdict === 'disapprove' || !stands(state, ballot);
};

/**
 * Where a vote of this person counts now: the first free one of his or her seats. A seat counts once, for the absent
 * person or for the delegate, whoever came first.
 */
export const votingSeat = (state: Pending | Emergency, by: string, people: People): Result<Seat, RequestRefusal> => {
  const ballot = state.ballots.find((each) => each.by === by);
  const seats = openSeats(state, by, people);
  const found =
    seats.find(({ level, seat }) => ballot?.level === level && ballot.seat === seat) ??
    seats.find(({ seat }) => !filledBy(state, seat, by));
  if (found) return ok(found);
  const taken = state.ballots.filter((each) => seats.some(({ seat }) => seat === each.seat));
  const votes = taken.map((other) => `${other.by} voted ${other.verdict} for ${other.seat}`).join(', ');
  return refuse(refusal('seat-taken', `A seat counts once: ${votes} already.`));
};

/** While pending, those of the open level. In an emergency every level may speak. */
const openSeats = (state: Pending | Emergency, by: string, people: People): readonly Seat[] =>
  seatsOf(state, by, people).filter(({ level }) => state.name === 'emergency' || level === state.level);

/** A changed window keeps the group's limits (threats.md T-14); an old one counts while the current lies inside it. */
const windowRefusal = (state: Pending | Emergency, command: CastVote, now: number) => {
  if (command.windowVersion < 1 || command.windowVersion > state.windows.length)
    return refusal('window-version-unknown', 'There is no such version of the window.', 'windowVersion');
  if (command.window) return changeRefusal(state, { ...command, window: command.window }, now);
  if (command.verdict === 'disapprove') return undefined;
  return liesInside(currentWindow(state), seenWindow(state, command.windowVersion))
    ? undefined
    : refusal(
        'window-superseded',
        'The window was changed after you saw it: look at the request again.',
        'windowVersion',
      );
};

type Edit = CastVote & { readonly window: AccessWindow };

const changeRefusal = (state: Pending | Emergency, command: Edit, now: number) => {
  if (command.verdict === 'disapprove' || state.name === 'emergency')
    return refusal('window-invalid', 'Only an approval of a pending request may change the window.', 'window');
  if (command.windowVersion !== state.windows.length)
    return refusal(
      'window-superseded',
      'Somebody changed the window meanwhile: look at it before you change it.',
      'windowVersion',
    );
  return windowShapeRefusal(command.window, state.rules, now);
};
