import { type Command, Option } from 'commander';
import type { Policy } from '../../lambdas/core/policy/schema.ts';
import { makeDecide } from '../../lambdas/core/restriction/decide.ts';
import type { Decision } from '../../lambdas/core/restriction/decision.ts';
import { makeResolveQuery, type RawQuery } from '../../lambdas/core/restriction/resolve-query.ts';
import { compileAllRows } from '../../lambdas/core/restriction/rows.ts';
import { ok, type Refusal, type Result } from '../../lambdas/core/result.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { readPolicy } from '../read-policy.ts';
import { showDecision } from '../show-decision.ts';
import { showProblem } from '../show-problems.ts';
import type { Terminal } from '../terminal.ts';

type Options = RawQuery & { policy: string; json?: true; batch?: true };
type Answer = Result<Decision>;

const makeAnswer = (policy: Policy): ((raw: RawQuery) => Answer) => {
  const resolve = makeResolveQuery(policy);
  const decide = makeDecide(compileAllRows(policy.groups), policy.settings);
  return (raw) => {
    const query = resolve(raw);
    return query.ok ? ok(decide(query.value)) : query;
  };
};

const errorOf = ({ field = 'line', reason }: Refusal) => ({ error: { field, detail: reason } });

const parseLine = (line: string): RawQuery | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined; // a line that is no JSON is answered as one
  }
};

const notAnObject: Answer = {
  ok: false,
  refusal: { rule: 'json-line', field: 'line', reason: 'the line is not a JSON object' },
};

const explainBatch = async (policy: Policy, terminal: Terminal): Promise<ExitCode> => {
  const answer = makeAnswer(policy);
  let code: ExitCode = exitCodes.done;
  for await (const line of terminal.lines()) {
    const raw = parseLine(line);
    const answered = raw === undefined ? notAnObject : answer(raw);
    terminal.print(JSON.stringify(answered.ok ? answered.value : errorOf(answered.refusal)));
    if (!answered.ok) code = exitCodes.failed;
  }
  return code;
};

/** A word that no policy could make right is wrong usage; a name that this policy lacks is a failure. */
const codeOf = ({ field }: Refusal): ExitCode =>
  field === 'action' || field === 'at' ? exitCodes.wrongUsage : exitCodes.failed;

const explainOne = (policy: Policy, options: Options, terminal: Terminal): ExitCode => {
  const answered = makeAnswer(policy)(options);
  if (answered.ok) {
    terminal.print(options.json ? JSON.stringify(answered.value, null, 2) : showDecision(answered.value));
    return exitCodes.done;
  }
  if (options.json) terminal.print(JSON.stringify(errorOf(answered.refusal), null, 2));
  terminal.complain(`error: --${answered.refusal.field}: ${answered.refusal.reason}`);
  return codeOf(answered.refusal);
};

const explain = async (options: Options, terminal: Terminal): Promise<ExitCode> => {
  const read = await readPolicy(options.policy, terminal);
  if (read.ok) {
    return options.batch ? explainBatch(read.policy, terminal) : explainOne(read.policy, options, terminal);
  }
  if (options.json && !options.batch) {
    const detail = read.errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
    terminal.print(JSON.stringify({ error: { field: 'policy', detail } }, null, 2));
  }
  for (const problem of read.errors) terminal.complain(showProblem(options.policy, 'error', problem));
  return exitCodes.failed;
};

const asked = ['user', 'credential', 'action', 'at'] as const;

const help = `
Outcomes: deny, allow, justify (a reason first), approve (approvers decide). A deny is an answer: exit code 0.
--json prints the decision with every group that was looked at and when it changes next.
--batch reads lines such as {"user":"ana","credential":"orders-admin","action":"view_password","at":"2026-11-24T17:00:00Z"}
and prints one JSON object a line, in order; a line that cannot be answered gives {"error":{"field","detail"}} in its
place, and the exit code is 1.

Examples:
  $ countersign explain --policy local/demo/policy.yaml --user ana --credential orders-admin \\
      --action view_password --at 2026-11-24T17:00:00Z
  $ countersign explain --policy local/demo/policy.yaml --batch < queries.jsonl > answers.jsonl`;

/** Adds `explain`: the decision of policy.md for one question or many, offline. */
export const addExplain = (program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void => {
  program
    .command('explain')
    .summary('say what a policy decides for a user, a credential, an action and an instant, and why')
    .description('Say what a policy decides and why. Works offline, from the policy file alone.')
    .requiredOption('--policy <file>', 'the policy, as YAML or JSON')
    .option('--user <id>', 'who asks: the id of a user of the policy')
    .option('--credential <id>', 'for what: the id of a credential of the policy')
    .option('--action <action>', 'to do what: view_password or start_session')
    .option('--at <instant>', 'when: RFC 3339 with an offset or Z, such as 2026-11-24T17:00:00Z')
    .option('--json', 'print one JSON document and nothing else')
    .addOption(
      new Option('--batch', 'read one query a line from standard input, print one answer a line').conflicts([...asked]),
    )
    .addHelpText('after', help)
    .action(async (options: Options, command: Command) => {
      const missing = options.batch ? [] : asked.filter((name) => options[name] === undefined);
      if (missing.length > 0) {
        command.error(`error: say ${missing.map((name) => `--${name}`).join(', ')} as well (or --batch)`);
      }
      finish(await explain(options, terminal));
    });
};
