import { ok, refuse } from '../result.ts';
import type { Context, Submit } from './commands.ts';
import type { Outcome } from './outcome.ts';
import { refusal } from './refusal.ts';
import type { ApprovalRules, NotThere } from './state.ts';
import type { AccessWindow } from './window.ts';

/** How far the requester's clock may run behind ours: a start this long ago still means "now". */
export const CLOCK_SKEW_MILLIS = 5 * 60_000;
/** Nobody books a credential for next year, and no approver moves a window there (threats.md D-10). */
export const MAX_LEAD_MILLIS = 30 * 24 * 3_600_000;

/** A use that needs no approval is granted; one that does becomes pending at level 1 (mission.md A1 4, 16). */
export const submit = (_state: NotThere, command: Submit, { now }: Context): Outcome => {
  const { facts, approval, usableUntil } = command;
  if (!approval) return ok([{ type: 'UseGranted', at: now, facts, usableUntil }]);
  const { rules, deadline, window } = approval;
  const wrong = windowRefusal(window, rules, now);
  if (wrong) return refuse(wrong);
  return ok([{ type: 'RequestSubmitted', at: now, facts, rules, deadline: Math.min(deadline, window.end), window }]);
};

/** Why a window cannot be asked for, or undefined (mission.md Q12). */
const windowRefusal = (window: AccessWindow, rules: ApprovalRules, now: number) =>
  window.start < now - CLOCK_SKEW_MILLIS
    ? refusal('window-invalid', 'The window starts in the past: let it start now or later.', 'window.start')
    : windowShapeRefusal(window, rules, now);

/** What holds for a window whoever sets it: it starts soon, ends after it starts, in the future, and is not too long. */
export const windowShapeRefusal = (window: AccessWindow, rules: Pick<ApprovalRules, 'maxWindow'>, now: number) => {
  if (window.start > now + MAX_LEAD_MILLIS)
    return refusal(
      'window-invalid',
      'The window starts more than 30 days from now: let it start sooner.',
      'window.start',
    );
  if (window.end <= window.start)
    return refusal('window-invalid', 'The window ends before it starts: let it end later.', 'window.end');
  if (window.end <= now)
    return refusal('window-invalid', 'The window is already over: let it end in the future.', 'window.end');
  if (window.end - window.start > rules.maxWindow)
    return refusal(
      'window-too-long',
      `The window is longer than the group allows (${minutes(rules.maxWindow)}).`,
      'window.end',
    );
  return undefined;
};

const minutes = (millis: number): string => `at most ${Math.floor(millis / 60_000)} minutes`;
