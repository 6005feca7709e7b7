import type { Zone } from './dns-server.ts';

/** A settings file. */
export const settings = (changes: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    region: 'eu-west-1',
    mailDomain: 'countersign.example.com',
    mailFrom: 'approvals@countersign.example.com',
    replyDomain: 'reply.example.com',
    firstAdministrator: { id: 'admin', email: 'admin@example.com' },
    ...changes,
  });

const dkim = (domain: string): Zone =>
  Object.fromEntries(
    [1, 2, 3].map((n) => [`${domain[0]}${n}._domainkey.${domain} CNAME`, [`${domain[0]}${n}.dkim.amazonses.com`]]),
  );

/** The world's DNS when every record is published. */
export const published: Zone = {
  ...dkim('countersign.example.com'),
  ...dkim('reply.example.com'),
  'bounce.countersign.example.com MX': ['10 feedback-smtp.eu-west-1.amazonses.com'],
  'bounce.countersign.example.com TXT': ['v=spf1 include:amazonses.com ~all'],
  '_dmarc.countersign.example.com TXT': ['v=DMARC1; p=quarantine'],
  'reply.example.com MX': ['10 inbound-smtp.eu-west-1.amazonaws.com'],
  'reply.example.com TXT': ['google-site-verification=x', 'v=spf1 -all'],
  '_dmarc.reply.example.com TXT': ['v=DMARC1; p=reject; sp=reject; adkim=s; aspf=s'],
};
