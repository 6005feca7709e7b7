import type { StateName } from '../lambdas/core/request/state.ts';
import { transitions } from '../lambdas/core/request/transitions.ts';
import { type Edge, exploreRequestLife, type Refused } from './explore-request-life.ts';

/** docs/request-life.md: drawn and listed from what the core did when it was explored, so that it cannot be out of date. */
export const requestLifePage = (): string => {
  const { edges, refused } = exploreRequestLife();
  return `# The life of a request

Written by \`node tools/write-state-chart.ts\` from the core itself: every command is tried in every state that can be
reached. What may follow what stands in \`lambdas/core/request/transitions.ts\`.

\`\`\`mermaid
${stateChart(edges)}
\`\`\`

A command that is a repeat, or comes when there is nothing to do, stays quiet: it records nothing and is no error. The
workflow may ask (\`open-level\`) at any time; where nobody has to be asked any more it is only sent on its way.
\`revoked\` and \`returned\` keep their name when their close is confirmed.

## Why a command is refused

The rule is the same word in the code, in the answer of the API, in the audit record and in the tests. What a person is
told is shown as it is said in an example; *state* is the name of the state.

| rule | commands | what is said |
|---|---|---|
${refusalRows(refused).join('\n')}
`;
};

/** A Mermaid chart: one arrow for each two states, labelled with the commands that lead from one to the other. */
const stateChart = (edges: readonly Edge[]): string => {
  const arrows = grouped(edges.filter(isDrawn), ({ from, to }) => `${nodeOf(from.name)} --> ${nodeOf(to.name)}`);
  const lines = [...arrows].map(([arrow, drawn]) => `${arrow}: ${commandsOf(drawn)}`);
  const ends = [...new Set(edges.map(({ to }) => to.name))].filter(
    (name) => !edges.some(({ from, to }) => from.name === name && to.name !== name),
  );
  return ['stateDiagram-v2', ...lines, ...ends.map((name) => `${name} --> [*]`)].join('\n  ');
};

/** A workflow that is sent on its way changes nothing, and what is quiet neither. */
const isDrawn = ({ events }: Edge): boolean => events.some(({ type }) => type !== 'WorkflowResumed');

const nodeOf = (name: StateName): string => (name === 'none' ? '[*]' : name);

const commandsOf = (taken: readonly Pick<Edge, 'command'>[]): string =>
  [...new Set(taken.map(({ command }) => command.type))].join(', ');

const refusalRows = (refused: readonly Refused[]): readonly string[] => {
  const rules = [...grouped(refused, ({ refusal }) => refusal.rule)].sort(([a], [b]) => (a < b ? -1 : 1));
  return rules.map(([rule, cases]) => `| \`${rule}\` | ${commandsOf(cases)} | ${saidIn(cases).join('<br>')} |`);
};

/** What was said, with the name of the state left open. */
const saidIn = (cases: readonly Refused[]): readonly string[] => [
  ...new Set(
    cases.map(({ from, command, refusal }) => {
      const byState = transitions[from.name][command.type] === refusal.rule;
      return byState ? refusal.reason.replace(` ${from.name}`, ' *state*') : refusal.reason;
    }),
  ),
];

const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> =>
  Map.groupBy(items, keyOf);
