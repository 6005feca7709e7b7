import type { Command } from 'commander';
import { lintPolicy } from '../../lambdas/core/policy/lint-policy.ts';
import type { Problem } from '../../lambdas/core/policy/problem.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { readPolicy } from '../read-policy.ts';
import { count, showProblem } from '../show-problems.ts';
import type { Terminal } from '../terminal.ts';

type Report = { ok: boolean; errors: Problem[]; warnings: Problem[] };

const showReport = (file: string, { ok, errors, warnings }: Report): string =>
  [
    ...errors.map((problem) => showProblem(file, 'error', problem)),
    ...warnings.map((problem) => showProblem(file, 'warning', problem)),
    `${file}: ${ok ? 'valid' : 'refused'}, ${count(errors, 'error')}, ${count(warnings, 'warning')}`,
  ].join('\n');

const check = async (file: string, options: { json?: true }, terminal: Terminal): Promise<ExitCode> => {
  const read = await readPolicy(file, terminal);
  const report: Report = read.ok
    ? { ok: true, errors: [], warnings: lintPolicy(read.policy, read.source) }
    : { ok: false, errors: read.errors, warnings: [] };
  terminal.print(options.json ? JSON.stringify(report, null, 2) : showReport(file, report));
  return report.ok ? exitCodes.done : exitCodes.failed;
};

const help = `
Every error names the path, the line and a fix; warnings (rule names in brackets) do not fail the check.
--json prints { "ok", "errors", "warnings" }, each problem as { "path", "line", "rule", "message", "fix" }.
Exit codes: 0 valid, 1 refused.

Example:
  $ countersign policy check local/demo/policy.yaml`;

/** Adds `policy check`; returns the `policy` command, to which further subcommands are added. */
export const addPolicy = (program: Command, terminal: Terminal, finish: (code: ExitCode) => void): Command => {
  const policy = program.command('policy').description('Work with a policy file.');
  policy
    .command('check')
    .description('Validate a policy file and warn of what may not be meant. Works offline.')
    .argument('<file>', 'the policy, as YAML or JSON')
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', help)
    .action(async (file: string, options: { json?: true }) => finish(await check(file, options, terminal)));
  return policy;
};
