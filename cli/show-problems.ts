import type { Problem } from '../lambdas/core/policy/problem.ts';

/** One problem for people: `policy.yaml:12: error: groups[0].id: ... [rule]`, and the fix on a line of its own. */
export const showProblem = (file: string, kind: 'error' | 'warning', problem: Problem): string => {
  const place = problem.line === undefined ? file : `${file}:${problem.line}`;
  return `${place}: ${kind}: ${problem.path}: ${problem.message} [${problem.rule}]\n    fix: ${problem.fix}`;
};

export const count = (things: readonly unknown[], name: string): string =>
  `${things.length} ${name}${things.length === 1 ? '' : 's'}`;
