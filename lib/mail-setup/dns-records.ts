/** One DNS record that mail needs. The stacks make it where they have the zone; `dns` prints it; `doctor` looks for it. */
export interface DnsRecord {
  /** Names it in the template and in what the commands print. */
  readonly id: string;
  readonly kind: 'dkim' | 'mx' | 'spf' | 'dmarc';
  readonly type: 'CNAME' | 'MX' | 'TXT';
  /** The domain of the settings that it belongs to: decides the hosted zone. */
  readonly domain: string;
  readonly name: string;
  /** As a zone file has it, a TXT without its quotes. */
  readonly value: string;
}

/** What SES signs with: the three CNAMEs of an identity. */
export interface DkimName {
  readonly name: string;
  readonly value: string;
}

export type DmarcPolicy = 'none' | 'quarantine' | 'reject';

/** `keep`: the domain has a DMARC record of its own, so none is made. */
export interface SendingDomains {
  readonly mailDomain: string;
  readonly mailFromDomain?: string | undefined;
  readonly dmarc: DmarcPolicy | 'keep';
}

/** The envelope's domain: bounces come back to it, and SPF looks there. */
export const mailFromDomainOf = ({ mailDomain, mailFromDomain }: SendingDomains): string =>
  mailFromDomain ?? `bounce.${mailDomain}`;

const dkimRecords = (id: string, domain: string, names: readonly DkimName[]): DnsRecord[] =>
  names.map((each, index) => ({ id: `${id}Dkim${index + 1}`, kind: 'dkim', type: 'CNAME', domain, ...each }));

const mx = (id: string, domain: string, host: string): DnsRecord => ({
  id,
  kind: 'mx',
  type: 'MX',
  domain,
  name: domain,
  value: `10 ${host}`,
});

const spf = (id: string, domain: string, value: string): DnsRecord => ({
  id,
  kind: 'spf',
  type: 'TXT',
  domain,
  name: domain,
  value,
});

const dmarc = (id: string, domain: string, value: string): DnsRecord => ({
  id,
  kind: 'dmarc',
  type: 'TXT',
  domain,
  name: `_dmarc.${domain}`,
  value: `v=DMARC1; ${value}`,
});

/**
 * What the domain that Countersign sends from needs. SPF ends in `~all` because receivers may refuse a forwarded mail
 * for `-all` before they see its DKIM signature (RFC 7489, 10.1).
 */
export const sendingRecords = (
  domains: SendingDomains,
  region: string,
  dkim: readonly DkimName[],
): readonly DnsRecord[] => {
  const { mailDomain } = domains;
  const envelope = mailFromDomainOf(domains);
  return [
    ...dkimRecords('Sending', mailDomain, dkim),
    mx('MailFromMx', envelope, `feedback-smtp.${region}.amazonses.com`),
    spf('MailFromSpf', envelope, 'v=spf1 include:amazonses.com ~all'),
    ...(domains.dmarc === 'keep' ? [] : [dmarc('SendingDmarc', mailDomain, `p=${domains.dmarc}`)]),
  ];
};

/** What the domain that replies go to needs: mail to it reaches SES, and nobody may send as it, since it never sends. */
export const replyRecords = (replyDomain: string, region: string, dkim: readonly DkimName[]): readonly DnsRecord[] => [
  ...dkimRecords('Reply', replyDomain, dkim),
  mx('ReplyMx', replyDomain, `inbound-smtp.${region}.amazonaws.com`),
  spf('ReplySpf', replyDomain, 'v=spf1 -all'),
  dmarc('ReplyDmarc', replyDomain, 'p=reject; sp=reject; adkim=s; aspf=s'),
];
