import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type AskDns, makeAskDns } from '../mail-setup/ask-dns.ts';
import { askSes } from '../mail-setup/ask-ses.ts';
import { examine, examineBefore } from '../mail-setup/examine.ts';
import { type Finding, showFinding } from '../mail-setup/finding.ts';
import { type MailSettings, readMailSettings } from '../mail-setup/read-mail-settings.ts';
import { identitiesOf } from '../mail-setup/wanted-records.ts';
import type { Terminal } from '../terminal.ts';

type Options = {
  settings?: string;
  region?: string;
  resolver?: AskDns;
  beforeDeploy?: true;
  offline?: true;
  json?: true;
};
type Report = { ok: boolean; asked: { ses: boolean }; findings: Finding[] };

const examined = async (mail: MailSettings, options: Options): Promise<Report> => {
  const ses = options.offline ? undefined : await askSes(mail.region, identitiesOf(mail));
  const findings = options.beforeDeploy
    ? examineBefore(mail, ses)
    : await examine(mail, ses, options.resolver ?? makeAskDns());
  return { ok: findings.every(({ status }) => status === 'ok'), asked: { ses: !options.offline }, findings };
};

const showReport = ({ asked, findings }: Report): string => {
  const bad = findings.filter(({ status }) => status !== 'ok').length;
  const lines = findings.map(showFinding);
  if (!asked.ses) lines.push('SES was not asked, nor were the DKIM records looked up: --offline');
  return [...lines, `${findings.length} checks, ${bad === 0 ? 'all well' : `${bad} to be seen to`}`].join('\n');
};

const diagnose = async (options: Options, terminal: Terminal): Promise<ExitCode> => {
  const mail = await readMailSettings(options, terminal);
  if (!mail.ok) {
    terminal.complain(mail.refusal.reason);
    return exitCodes.wrongUsage;
  }
  const report = await examined(mail.value, options);
  terminal.print(options.json ? JSON.stringify(report, null, 2) : showReport(report));
  return report.ok ? exitCodes.done : exitCodes.failed;
};

const readResolver = (text: string): AskDns => {
  try {
    return makeAskDns(text);
  } catch {
    throw new InvalidArgumentError('write an address, with a port if it is not 53, such as 127.0.0.1:5353');
  }
};

const help = `
The settings are read as the deploy reads them: those of cdk.json, over them the file. Nothing is changed anywhere. SES is
asked with the AWS credentials of the environment. --json prints { "ok", "asked", "findings": [{ "check", "status", "found",
"expected", "fix" }] }, a status being ok, missing, wrong or unknown.
Exit codes: 0 all well, 1 something is missing, wrong or unknown, 2 wrong usage or settings.

Examples:
  $ countersign doctor --settings production.json --before-deploy
  $ countersign doctor --settings production.json
  $ countersign doctor --settings production.json --offline --resolver 9.9.9.9`;

/** Adds `doctor`: whether a deployment can send and receive mail, and what is missing. */
export const addDoctor = (program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void => {
  program
    .command('doctor')
    .description('Check the DNS records, SES identities and receipt rules that mail needs, and say what is missing.')
    .option('--settings <file>', 'the settings of the deployment, over those of cdk.json')
    .addOption(new Option('--region <region>', 'where settings leave it open').env('AWS_REGION'))
    .option('--resolver <address>', 'the DNS server to ask (default: those of this machine)', readResolver)
    .option('--before-deploy', 'check the account and the Region alone')
    .option('--offline', 'do not ask SES')
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', help)
    .action(async (options: Options) => finish(await diagnose(options, terminal)));
};
