import { describeWindow } from '../restriction/describe-window.ts';
import { everyMoment } from '../restriction/moments.ts';
import { contains, isAlways, readyWindow } from '../restriction/window.ts';
import { approvedSections, type LiveSection } from './lint-approvers.ts';
import type { Finding } from './problem.ts';
import type { Policy } from './schema.ts';

/** Whether access remains at some moment when the approval window is closed. */
const lapses = ({ group, section }: LiveSection): boolean => {
  const { when, outside } = section.approval;
  if (when === undefined || isAlways(when) || outside !== 'justification') return false;
  const [approval, limits] = [readyWindow(when), readyWindow(group.accessLimits ?? {})];
  return everyMoment([approval, limits]).some((moment) => contains(limits, moment) && !contains(approval, moment));
};

/** Warns where waiting for the window to close spares the requester every approver (mission 0.1, threat E-07). */
export const lintLapse = (policy: Policy): Finding[] =>
  approvedSections(policy)
    .filter(lapses)
    .map(({ group, section, path }) => ({
      path: [...path, 'when'],
      rule: 'approval-lapses-outside-window',
      message: `outside ${describeWindow(section.approval.when ?? {})} group ${group.id} asks for a justification alone`,
      fix: 'if this is not meant, say `outside: approval` or `outside: deny`, or limit access to the same window',
    }));
