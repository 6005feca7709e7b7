import type { Command } from 'commander';
import { lintPolicy } from '../../lambdas/core/policy/lint-policy.ts';
import type { Problem } from '../../lambdas/core/policy/problem.ts';
import { type Refusal, refuse } from '../../lambdas/core/result.ts';
import { addCallerOptions, type CallerOptions, callerOf } from '../caller.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { readPolicy } from '../read-policy.ts';
import { sendPolicy } from '../send-policy.ts';
import { showProblem } from '../show-problems.ts';
import type { Terminal } from '../terminal.ts';

type Options = CallerOptions & { json?: true };
type Report = { ok: boolean; version?: number; errors: Problem[]; warnings: Problem[] };

const asProblem = ({ rule, field, reason }: Refusal): Problem => ({
  path: `--${field}`,
  rule,
  message: reason,
  fix: field === 'as' ? 'name another person with --as' : 'start a local cloud, or give --api and --token',
});

const applyFile = async (file: string, options: Options, terminal: Terminal): Promise<Report> => {
  const read = await readPolicy(file, terminal);
  if (!read.ok) return { ok: false, errors: read.errors, warnings: [] };
  const warnings = lintPolicy(read.policy, read.source);
  const caller = await callerOf(options, terminal);
  const sent = caller.ok ? await sendPolicy(caller.value, read.input) : refuse([asProblem(caller.refusal)]);
  if (!sent.ok) return { ok: false, errors: sent.refusal, warnings };
  return { ok: true, version: sent.value.version, errors: [], warnings };
};

const showReport = (file: string, { version, errors, warnings }: Report): string =>
  [
    ...errors.map((problem) => showProblem(file, 'error', problem)),
    ...warnings.map((problem) => showProblem(file, 'warning', problem)),
    version === undefined ? `${file}: not applied` : `${file}: version ${version} is in force`,
  ].join('\n');

const apply = async (file: string, options: Options, terminal: Terminal): Promise<ExitCode> => {
  const report = await applyFile(file, options, terminal);
  terminal.print(options.json ? JSON.stringify(report, null, 2) : showReport(file, report));
  return report.ok ? exitCodes.done : exitCodes.failed;
};

const help = `
The file is checked as by "policy check" first; a file with errors is not sent. The one that is in force already changes
nothing. --json prints { "ok", "version", "errors", "warnings" }.
Exit codes: 0 in force, 1 refused or not reached.

Examples:
  $ countersign policy apply local/demo/policy.yaml
  $ COUNTERSIGN_TOKEN=... countersign policy apply policy.yaml --api https://api.example.com/prod`;

/** Adds `policy apply`: puts a policy file into force through the API, by default that of the local cloud. */
export const addPolicyApply = (policy: Command, terminal: Terminal, finish: (code: ExitCode) => void): void => {
  const command = policy
    .command('apply')
    .description('Validate a policy file and put it into force.')
    .argument('<file>', 'the policy, as YAML or JSON');
  addCallerOptions(command, {
    person: 'alex',
    as: 'the demo person of the local cloud who applies it',
    token: 'the access token of an administrator',
  })
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => finish(await apply(file, options, terminal)));
};
