import { lintAccess } from './lint-access.ts';
import { lintApprovers } from './lint-approvers.ts';
import { lintLapse } from './lint-lapse.ts';
import { lintSessions } from './lint-sessions.ts';
import { type PolicySource, type Problem, placeFinding } from './problem.ts';
import type { Policy } from './schema.ts';

/** Warnings about a valid policy: it can be applied, but perhaps it is not what was meant. */
export const lintPolicy = (policy: Policy, source?: PolicySource): Problem[] =>
  [...lintLapse(policy), ...lintAccess(policy), ...lintApprovers(policy), ...lintSessions(policy)].map((finding) =>
    placeFinding(finding, source),
  );
