import { type DnsRecord, replyRecords, sendingRecords } from '../../lib/mail-setup/dns-records.ts';
import { easyDkim } from '../../lib/mail-setup/easy-dkim.ts';
import type { SesAnswer } from './ask-ses.ts';
import type { MailSettings } from './read-mail-settings.ts';

/** The domains that are identities of SES. */
export const identitiesOf = ({ settings: { mailDomain, replyDomain } }: MailSettings): readonly string[] =>
  replyDomain === undefined ? [mailDomain] : [mailDomain, replyDomain];

/** The records that the stacks make or put out; those of DKIM only where SES has said its tokens. */
export const wantedRecords = ({ settings, region }: MailSettings, ses?: SesAnswer): readonly DnsRecord[] => {
  const dkim = (domain: string) => {
    if (ses === undefined || 'failure' in ses) return [];
    const tokens = ses.identities.get(domain)?.dkimTokens ?? [];
    return tokens.map((token) => easyDkim(token, domain, region));
  };
  const { mailDomain, replyDomain } = settings;
  const replies = replyDomain === undefined ? [] : replyRecords(replyDomain, region, dkim(replyDomain));
  return [...sendingRecords(settings, region, dkim(mailDomain)), ...replies];
};
