import { ok, refuse } from '../result.ts';
import { endAfterUse } from './access.ts';
import { blockage } from './blockage.ts';
import type { CastVote, Context } from './commands.ts';
import type { RequestEvent } from './events.ts';
import { replay } from './evolve.ts';
import type { Outcome } from './outcome.ts';
import type { Seat } from './seat.ts';
import { type Ballot, currentWindow, type Emergency, type Pending } from './state.ts';
import { countDisapprovals, firstUnmetLevel, isOutOfReach, levelOf } from './tally.ts';
import { voteRefusal, votingSeat } from './vote-rules.ts';
import type { AccessWindow } from './window.ts';
import { seenWindow } from './window-versions.ts';

/**
 * One person's vote, perhaps with a changed window. After the vote is counted the request moves by itself: to the
 * next level, back to a level whose approvals no longer cover the window, to `approved`, or to `rejected`
 * (design.md 4; mission.md Q13-Q15). A repeat of the same vote is quiet; in an emergency a disapproval quorum revokes.
 */
export const vote = (state: Pending | Emergency, command: CastVote, context: Context): Outcome => {
  const no = voteRefusal(state, command, context);
  if (no === 'repeat') return ok([]);
  if (no) return refuse(no);
  const seat = votingSeat(state, command.by, context.people);
  if (!seat.ok) return seat;
  const cast = ballots(state, command, { ...seat.value, at: context.now });
  const counted = replay(cast, state) as Pending | Emergency; // a vote alone leaves the state what it is
  return ok([...cast, ...consequences(counted, command, context)]);
};

type Place = Seat & Pick<Ballot, 'at'>;

const ballots = (state: Pending | Emergency, command: CastVote, place: Place): readonly RequestEvent[] => {
  const changed: readonly RequestEvent[] = command.window
    ? [
        {
          type: 'WindowChanged',
          at: place.at,
          by: command.by,
          from: seenWindow(state, state.windows.length),
          to: command.window,
          windowVersion: state.windows.length + 1,
        },
      ]
    : [];
  const windowVersion = command.window ? state.windows.length + 1 : command.windowVersion;
  const ballot: Ballot = {
    by: command.by,
    ...place,
    verdict: command.verdict,
    window: command.window ?? seenWindow(state, windowVersion),
    windowVersion,
    channel: command.channel,
    comment: command.comment,
  };
  return [...changed, { type: 'VoteCast', at: place.at, ballot, evidence: command.evidence }];
};

const consequences = (state: Pending | Emergency, command: CastVote, context: Context): readonly RequestEvent[] => {
  if (state.name === 'emergency') return emergencyConsequences(state, command, context.now);
  return command.verdict === 'disapprove' ? afterDisapproval(state, context) : afterApproval(state, context);
};

/** Every approver of every level was told: a disapproval quorum of any level revokes (mission.md Q21, threats.md E-10). */
const emergencyConsequences = (state: Emergency, command: CastVote, now: number): readonly RequestEvent[] => {
  const refused = state.rules.levels.some((level, index) => countDisapprovals(state, index + 1) >= level.disapprovals);
  const text = command.comment?.trim() || 'The emergency access was disapproved.';
  return refused ? [{ type: 'AccessRevoked', at: endAfterUse(state, now), by: command.by, text }] : [];
};

const afterDisapproval = (state: Pending, context: Context): readonly RequestEvent[] => {
  const { level } = state;
  const at = context.now;
  if (countDisapprovals(state, level) >= levelOf(state, level).disapprovals)
    return [{ type: 'RequestRejected', at, level, why: 'disapproved' }];
  if (isOutOfReach(state, level)) return [{ type: 'RequestRejected', at, level, why: 'quorum-unreachable' }];
  return blockage(state, context);
};

const afterApproval = (state: Pending, context: Context): readonly RequestEvent[] => {
  const at = context.now;
  const next = firstUnmetLevel(state);
  if (next === undefined) return [{ type: 'RequestApproved', at, window: windowGiven(state, at) }];
  if (next > state.level) return [{ type: 'LevelPassed', at, level: state.level, next }];
  if (next < state.level) return [{ type: 'LevelReopened', at, level: next, from: state.level }];
  return blockage(state, context);
};

/**
 * It starts no earlier than the approval. It ends as approved, or keeps its length where the clock starts at the
 * approval (mission.md Q17).
 */
const windowGiven = (state: Pending, at: number): AccessWindow => {
  const { start, end } = currentWindow(state);
  const given = Math.max(start, at);
  // Not an access of its own: the one that it carries on gets the time.
  if (state.extends !== undefined) return { start: given, end: given };
  return { start: given, end: state.rules.clockStarts === 'approval' ? given + (end - start) : end };
};
