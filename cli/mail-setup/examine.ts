import type { DnsRecord } from '../../lib/mail-setup/dns-records.ts';
import type { AskDns } from './ask-dns.ts';
import type { SesAnswer } from './ask-ses.ts';
import {
  checkIdentities,
  checkRegion,
  checkRuleSet,
  checkRuleSetBefore,
  checkSending,
  checkSendRate,
} from './check-account.ts';
import { checkRecord } from './check-record.ts';
import type { Finding } from './finding.ts';
import type { MailSettings } from './read-mail-settings.ts';
import { wantedRecords } from './wanted-records.ts';

const unasked = (failure: string): Finding => ({
  check: 'SES account',
  status: 'unknown',
  found: failure,
  expected: 'an answer of SES',
  fix: 'give AWS credentials that may read SES, or leave this part out with --offline',
});

const checkDns = (records: readonly DnsRecord[], ask: AskDns): Promise<Finding[]> =>
  Promise.all(records.map(async (record) => checkRecord(record, await ask(record))));

/** A domain with a DMARC record of its own has to have one all the same, whatever it asks. */
const looked = (mail: MailSettings): MailSettings =>
  mail.settings.dmarc === 'keep' ? { ...mail, settings: { ...mail.settings, dmarc: 'none' } } : mail;

/** What can be told before anything is deployed: the Region, the active rule set, the sandbox. */
export const examineBefore = (mail: MailSettings, ses: SesAnswer | undefined): Finding[] => {
  const region = checkRegion(mail);
  if (ses === undefined) return region;
  if ('failure' in ses) return [...region, unasked(ses.failure)];
  return [...region, ...checkRuleSetBefore(mail, ses), ...checkSending(mail, ses), checkSendRate(mail, ses)];
};

/** What a deployment needs to send and to receive: the DNS records as the world sees them, and SES as it says. */
export const examine = async (mail: MailSettings, ses: SesAnswer | undefined, ask: AskDns): Promise<Finding[]> => {
  const dns = await checkDns(wantedRecords(looked(mail), ses), ask);
  const findings = [...checkRegion(mail), ...dns];
  if (ses === undefined) return findings;
  if ('failure' in ses) return [...findings, unasked(ses.failure)];
  return [
    ...findings,
    ...checkIdentities(mail, ses),
    ...checkRuleSet(mail, ses),
    ...checkSending(mail, ses),
    checkSendRate(mail, ses),
  ];
};
