import type { CastVote, Context } from './commands.ts';
import { windowShapeRefusal } from './decide-submit.ts';
import { handledBy } from './handled-by.ts';
import { type RequestRefusal, refusal } from './refusal.ts';
import { type Ballot, currentWindow, type Emergency, type Pending } from './state.ts';
import { levelOf, stands } from './tally.ts';
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
  (isRepeat(state, command) ? 'repeat' : undefined) ??
  (state.name === 'pending' ? levelRefusal(state, command.by) : undefined) ??
  earlierBallot(state, command) ??
  windowRefusal(state, command, context.now);

/** Nobody approves their own request, by any channel or role; it comes before every other check (threats.md E-01). */
const personRefusal = (state: Pending | Emergency, command: CastVote, { people }: Context) => {
  if (command.by === state.requester)
    return refusal('no-self-approval', 'Nobody approves or disapproves their own request.');
  const named = state.rules.levels.some((level) => level.approvers.includes(command.by));
  const standing = people[command.by];
  return named && standing?.enabled === true && standing.named
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
const levelRefusal = (state: Pending, by: string): RequestRefusal | undefined => {
  if (asks(state, by)) return undefined;
  const ballot = state.ballots.find((each) => each.by === by);
  const levels = state.rules.levels.flatMap(({ approvers }, index) => (approvers.includes(by) ? [index + 1] : []));
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

const asks = (state: Pending, by: string): boolean => levelOf(state, state.level).approvers.includes(by);

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
const isRepeat = (state: Pending | Emergency, command: CastVote): boolean => {
  const ballot = state.ballots.find((each) => each.by === command.by);
  if (!ballot || ballot.verdict !== command.verdict || command.window) return false;
  if (state.name === 'pending' && ballot.level !== state.level && asks(state, command.by)) return false;
  return ballot.verdict === 'disapprove' || stands(state, ballot) || ballot.windowVersion === command.windowVersion;
};

const mayChange = (state: Pending | Emergency, ballot: Ballot, command: CastVote): boolean => {
  if (ballot.verdict !== 'approve') return false;
  if (state.name === 'emergency') return command.verdict === 'disapprove';
  if (ballot.level !== state.level) return false;
  return command.verdict === 'disapprove' || !stands(state, ballot);
};

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
