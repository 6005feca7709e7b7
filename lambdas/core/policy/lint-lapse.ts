import { describeWindow } from '../restriction/describe-window.ts';
import { everyMoment } from '../restriction/moments.ts';
import { contains, isAlways, readyWindow } from '../restriction/window.ts';
import { approvedSections, type LiveSection } from './lint-approvers.ts';
import type { Finding } from './problem.ts';
import type { Policy, Window } from './schema.ts';

/** Whether access remains at some moment when the approval window is closed. */
const lapses = (when: Window, { group, section }: LiveSection): boolean => {
  if (isAlways(when) || section.approval.outside !== 'justification') return false;
  const [approval, limits] = [readyWindow(when), readyWindow(group.accessLimits ?? {})];
  return everyMoment([approval, limits]).some((moment) => contains(limits, moment) && !contains(approval, moment));
};

const lapseFindings = (live: LiveSection): Finding[] => {
  const { when } = live.section.approval;
  if (when === undefined || !lapses(when, live)) return [];
  return [
    {
      path: [...live.path, 'when'],
      rule: 'approval-lapses-outside-window',
      message: `outside ${describeWindow(when, 'en')} group ${live.group.id} asks for a justification alone`,
      fix: 'if this is not meant, say `outside: approval` or `outside: deny`, or limit access to the same window',
    },
  ];
};

/** Warns where waiting for the window to close spares the requester every approver (mission 0.1, threat E-07). */
export const lintLapse = (policy: Policy): Finding[] => approvedSections(policy).flatMap(lapseFindings);
