import { type Command, Option } from 'commander';
import type { DnsRecord } from '../../lib/mail-setup/dns-records.ts';
import { zoneOf } from '../../lib/mail-setup/hosted-zones.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { askSes, type SesAnswer } from '../mail-setup/ask-ses.ts';
import { type MailSettings, readMailSettings } from '../mail-setup/read-mail-settings.ts';
import { identitiesOf, wantedRecords } from '../mail-setup/wanted-records.ts';
import type { Terminal } from '../terminal.ts';

type Options = { settings?: string; region?: string; offline?: true; json?: true };
type Row = DnsRecord & { zone: string | undefined };

const padTo = (rows: readonly Row[], cell: (row: Row) => string): number =>
  Math.max(...rows.map((row) => cell(row).length));

const showTable = (rows: readonly Row[]): string => {
  const name = padTo(rows, (row) => row.name);
  return rows
    .map(
      (row) => `${row.name.padEnd(name)}  ${row.type.padEnd(5)}  ${row.value}${row.zone ? `  (zone ${row.zone})` : ''}`,
    )
    .join('\n');
};

/** Why the DKIM records of a domain are not in the table; nothing if they are. */
const dkimMissing = (mail: MailSettings, ses: SesAnswer | undefined): string[] => {
  const publish = 'its 3 DKIM records are outputs of the deployed stack';
  return identitiesOf(mail).flatMap((domain) => {
    if (ses === undefined) return [`${domain}: ${publish} (--offline: SES was not asked)`];
    if ('failure' in ses) return [`${domain}: ${publish} (SES could not be asked: ${ses.failure})`];
    const known = (ses.identities.get(domain)?.dkimTokens.length ?? 0) > 0;
    return known ? [] : [`${domain}: ${publish} (SES does not know the domain yet: deploy first)`];
  });
};

const list = async (options: Options, terminal: Terminal): Promise<ExitCode> => {
  const mail = await readMailSettings(options, terminal);
  if (!mail.ok) {
    terminal.complain(mail.refusal.reason);
    return exitCodes.wrongUsage;
  }
  const ses = options.offline ? undefined : await askSes(mail.value.region, identitiesOf(mail.value));
  const zones = mail.value.settings.hostedZones;
  const records = wantedRecords(mail.value, ses).map((each) => ({ ...each, zone: zoneOf(each.domain, zones)?.name }));
  const incomplete = dkimMissing(mail.value, ses);
  if (options.json) terminal.print(JSON.stringify({ records, incomplete }, null, 2));
  else terminal.print([showTable(records), ...incomplete].join('\n'));
  return exitCodes.done;
};

const help = `
Lists the same records as the outputs of the stacks. A record with a zone is made by the deploy; publish the others yourself.
SES is asked for the DKIM names with the AWS credentials of the environment; without them the table says what is left out.
--json prints { "records": [{ "id", "kind", "type", "domain", "name", "value", "zone" }], "incomplete" }.
Exit codes: 0 listed, 2 wrong usage or settings.

Examples:
  $ countersign dns --settings production.json
  $ countersign dns --region eu-west-1 --offline`;

/** Adds `dns`: the DNS records that mail needs, as a table. */
export const addDns = (program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void => {
  program
    .command('dns')
    .description('List the DNS records that mail needs.')
    .option('--settings <file>', 'the settings of the deployment, over those of cdk.json')
    .addOption(new Option('--region <region>', 'where settings leave it open').env('AWS_REGION'))
    .option('--offline', 'do not ask SES')
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', help)
    .action(async (options: Options) => finish(await list(options, terminal)));
};
