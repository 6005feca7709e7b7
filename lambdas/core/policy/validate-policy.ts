import { checkGroups, groupIdSpelling } from './check-groups.ts';
import { checkPeople } from './check-people.ts';
import type { PolicySource, Problem } from './problem.ts';
import { placeFinding } from './problem.ts';
import { type ActionSettings, type Group, type Policy, policySchema, type WrittenPolicy } from './schema.ts';
import { shapeFindings } from './shape-findings.ts';

/** A policy that can be trusted, or everything that is wrong with it. */
export type Validated =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly errors: Problem[] };

type WrittenGroup = WrittenPolicy['groups'][number];
type WrittenSection = NonNullable<WrittenGroup['viewPassword']>;

/** Optional parts that are absent stay absent keys, so that a stored policy equals a parsed one. */
const fillSection = (section: WrittenSection, { maxWindow, pendingTtl }: Policy['settings']): ActionSettings => ({
  ...section,
  approval: { maxWindow, pendingTtl, levels: [], ...section.approval },
});

const fillGroup = ({ viewPassword, startSession, ...group }: WrittenGroup, settings: Policy['settings']): Group => ({
  ...group,
  ...(viewPassword && { viewPassword: fillSection(viewPassword, settings) }),
  ...(startSession && { startSession: fillSection(startSession, settings) }),
});

const fill = (written: WrittenPolicy): Policy => ({
  ...written,
  groups: written.groups.map((group) => fillGroup(group, written.settings)),
});

/**
 * Reads a policy from parsed YAML or JSON by policy.md: the shape first, then what fields say about each other.
 * With a `source` every error names its line, and spellings that the parser hides are seen.
 */
export const validatePolicy = (input: unknown, source?: PolicySource): Validated => {
  const parsed = policySchema.safeParse(input, { reportInput: true });
  const policy = parsed.success ? fill(parsed.data) : undefined;
  const findings = [
    ...(parsed.success ? [] : shapeFindings(policySchema, parsed.error)),
    ...groupIdSpelling(input, source),
    ...(policy ? [...checkPeople(policy), ...checkGroups(policy)] : []),
  ];
  const errors = findings.map((finding) => placeFinding(finding, source));
  return policy && errors.length === 0 ? { ok: true, policy } : { ok: false, errors };
};
