import { type Decision, type Order, quiet, record, type Vote } from './command.ts';
import { answerOrders, askAgainOrders, closeNow } from './consequence.ts';
import { countDisapprovals, currentWindow, DISAPPROVED, isMet, type Request, seenWindow, stands } from './request.ts';
import { electorate, isInside, type Level, levelOf, requester, type Setting } from './setting.ts';

type Change = readonly [event: string, change: Partial<Request>];

/** One person's vote, perhaps with a changed window, and where it takes the request (design.md 4). */
export const vote = (setting: Setting, before: Request, command: Vote, at: number): Decision => {
  if (!(isVoter(setting, command) && isInTime(setting, before, at))) return 'refused';
  if (isRepeat(setting, before, command)) return quiet(before);
  if (!(isAsked(setting, before, command) && mayChange(setting, before, command))) return 'refused';
  if (!windowCounts(setting, before, command, at)) return 'refused';
  const cast = castBallot(before, command);
  const counted = record(before, cast).request;
  const more = consequence(setting, counted, command, at);
  const after = record(before, [...cast, ...more]).request;
  return record(before, [...cast, ...more], ordersOf(setting, { before, after, command, at }));
};

/** Nobody approves their own request, by any channel or role (threats.md E-01). */
const isVoter = (setting: Setting, { by }: Vote): boolean => by !== requester || setting.broken === 'self-approval';

/** Checked here, whether or not a timer fired (threats.md T-11). */
const isInTime = (setting: Setting, before: Request, at: number): boolean => {
  if (before.name === 'emergency') return at < before.end;
  if (before.name !== 'pending' || at >= currentWindow(setting, before).end) return false;
  return at < setting.deadline || setting.broken === 'expiry-by-timer-only';
};

/** Only the open level is asked; in an emergency every level may speak. */
const isAsked = (setting: Setting, before: Request, { by }: Vote): boolean =>
  before.name === 'emergency' || levelOf(by) === before.level || setting.broken === 'level-skip';

/** The same vote again is harmless, also after its level was passed. */
const isRepeat = (setting: Setting, before: Request, { by, approve, seen, window }: Vote): boolean => {
  const earlier = before.ballots[by] as number;
  if (earlier === 0 || (earlier !== DISAPPROVED) !== approve || window !== undefined) return false;
  return !approve || stands(setting, before, earlier) || earlier === seen;
};

/** One vote each; an approval may become a disapproval, or an approval of a window that it did not cover. */
const mayChange = (setting: Setting, before: Request, { by, approve }: Vote): boolean => {
  const earlier = before.ballots[by] as number;
  if (earlier === 0) return true;
  if (earlier === DISAPPROVED) return false;
  return !approve || (before.name === 'pending' && !stands(setting, before, earlier));
};

const windowCounts = (setting: Setting, before: Request, { approve, seen, window }: Vote, at: number): boolean => {
  if (seen > before.versions.length) return false;
  if (window !== undefined) {
    const set = setting.windows[window];
    if (!set || !approve || before.name !== 'pending' || seen !== before.versions.length) return false;
    return set.end > at && set.end - set.start <= setting.maxWindow;
  }
  return !approve || isInside(currentWindow(setting, before), seenWindow(setting, before, seen));
};

const castBallot = (before: Request, { by, approve, seen, window }: Vote): readonly Change[] => {
  const versions = window === undefined ? before.versions : [...before.versions, window];
  const version = window === undefined ? seen : versions.length;
  const ballots = before.ballots.with(by, approve ? version : DISAPPROVED);
  const edited: readonly Change[] = window === undefined ? [] : [['WindowChanged', { versions }]];
  return [...edited, ['VoteCast', { ballots }]];
};

const consequence = (setting: Setting, counted: Request, command: Vote, at: number): readonly Change[] => {
  if (counted.name === 'emergency') return command.approve ? [] : afterEmergencyRefusal(setting, counted, at);
  return command.approve ? afterApproval(setting, counted, command, at) : afterDisapproval(setting, counted);
};

/** A disapproval quorum of any level ends an emergency at once (threats.md E-10). */
const afterEmergencyRefusal = (setting: Setting, counted: Request, at: number): readonly Change[] =>
  ([1, 2] as const).some((level) => isRefused(setting, counted, level))
    ? [['AccessRevoked', { name: 'revoked', ...cut(counted, at) }]]
    : [];

const isRefused = (setting: Setting, request: Request, level: Level): boolean =>
  countDisapprovals(request, level) >= (setting.disapprovals[level - 1] as number);

const afterDisapproval = (setting: Setting, counted: Request): readonly Change[] => {
  const { level } = counted;
  const left = electorate(level).length - countDisapprovals(counted, level);
  const outOfReach = left < (setting.approvals[level - 1] as number);
  return isRefused(setting, counted, level) || outOfReach ? [['RequestRejected', { name: 'rejected' }]] : [];
};

const afterApproval = (setting: Setting, counted: Request, command: Vote, at: number): readonly Change[] => {
  const unmet = firstUnmet(setting, counted, command);
  if (unmet === undefined) {
    const { start, end } = currentWindow(setting, counted);
    return [['RequestApproved', { name: 'approved', start: Math.max(start, at), end }]];
  }
  if (unmet === counted.level) return [];
  const event = unmet > counted.level ? 'LevelPassed' : 'LevelReopened';
  return [[event, { level: unmet, round: counted.round + 1, asked: false }]];
};

const firstUnmet = (setting: Setting, counted: Request, { by }: Vote): Level | undefined => {
  if (setting.broken === 'level-skip' && isMet(setting, counted, levelOf(by))) return levelOf(by) === 1 ? 2 : undefined;
  if (setting.broken === 'edit-keeps-old-approvals') return keptUnmet(setting, counted);
  return ([1, 2] as const).find((level) => !isMet(setting, counted, level));
};

/** The broken rule: a level that was passed once stays passed whatever becomes of the window. */
const keptUnmet = (setting: Setting, counted: Request): Level | undefined => {
  if (!isMet(setting, counted, counted.level)) return counted.level;
  return counted.level === 1 ? 2 : undefined;
};

/** An access that is ended at `at` ends at the next instant: after every use of it. */
export const cut = (open: Request, at: number): Pick<Request, 'start' | 'end'> => ({
  start: Math.min(open.start, at + 1),
  end: Math.min(open.end, at + 1),
});

interface Outcome {
  readonly before: Request;
  readonly after: Request;
  readonly command: Vote;
  readonly at: number;
}

const ordersOf = (setting: Setting, { before, after, command, at }: Outcome): readonly Order[] => {
  if (after.name === 'revoked') return closeNow;
  const widened =
    command.window !== undefined && !isInside(currentWindow(setting, after), currentWindow(setting, before));
  const again = widened ? askAgainOrders(setting, after, at) : [];
  const moved = after.name !== before.name || after.round !== before.round;
  return moved ? [...again, ...answerOrders(before, after)] : again;
};
