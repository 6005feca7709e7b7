import * as z from 'zod';
import { mailFromDomainOf } from './mail-setup/dns-records.ts';
import { zoneOf } from './mail-setup/hosted-zones.ts';
import { receivesMail, receivingRegionFix } from './mail-setup/receiving-regions.ts';

const text = (pattern: RegExp, fix: string) => z.string({ error: fix }).regex(pattern, { error: fix });
const domain = text(
  /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
  'write a domain in lower case, such as example.com',
);
const address = text(/^[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}$/, 'write one plain address, such as countersign@example.com');
const region = text(/^[a-z]{2}(-[a-z]+)+-\d$/, 'write a region such as eu-west-1');
const days = (most: number) => z.int({ error: 'write a whole number of days' }).min(1).max(most);
const keyArn = text(
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
  'write the ARN of a KMS key, such as arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
);
/** What CloudWatch Logs takes; 9999 is for ever. A test compares it with the CDK, which the command line does not load. */
export const retentionDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, 9999,
];
const awsId = (kind: string) => text(new RegExp(`^${kind}-[0-9a-f]+$`), `write an id such as ${kind}-0a1b2c3d`);

const rotationNetwork = z.strictObject({
  /** Private subnets; they say which VPC it is. */
  subnetIds: z.array(awsId('subnet')).min(1),
  securityGroupIds: z.array(awsId('sg')).min(1),
});

const hostedZone = z.strictObject({
  id: text(/^Z[A-Z0-9]+$/, 'write the id of a public hosted zone, such as Z0123456789ABCDEFGHIJ'),
  name: domain,
});

const ownIssuer = z.strictObject({
  issuer: text(/^https:\/\/[^\s]+$/, 'write the address of the issuer, such as https://login.example.com'),
  audience: z.array(z.string()).min(1),
  /** The claim of the access token that equals a policy user's `id` or `subject`. */
  principalClaim: z.string().min(1),
  /** A public client (PKCE, no secret) for the pages behind the links in mails; absent, there are no such pages. */
  pageClientId: z.string().min(1).optional(),
});

const fields = z.strictObject({
  /** Starts the name of everything that is deployed. */
  prefix: text(/^[a-z][a-z0-9-]{1,20}$/, 'write 2 to 21 of a-z, 0-9 and -, such as countersign').default('countersign'),
  target: z.enum(['aws', 'local'], { error: 'write aws or local' }).default('aws'),
  account: text(/^\d{12}$/, 'write the 12 digits of the account').optional(),
  region: region.optional(),
  /** The domain that SES sends from. */
  mailDomain: domain,
  mailFrom: address,
  /** The sending rate of the account's SES, which `doctor` compares; a new account has 1. */
  mailsPerSecond: z
    .int({ error: 'write a whole number of mails a second, as SES allows your account' })
    .min(1)
    .default(1),
  /** The envelope's domain, below mailDomain: SPF and bounces; absent, `bounce.` and mailDomain. */
  mailFromDomain: domain.optional(),
  /** What mailDomain's DMARC record asks of receivers; `keep` if the domain has one of its own. */
  dmarc: z
    .enum(['quarantine', 'reject', 'none', 'keep'], { error: 'write quarantine, reject, none or keep' })
    .default('quarantine'),
  /** Public zones that get the DNS records of the domains that lie in them; the other records are outputs. */
  hostedZones: z.array(hostedZone).default([]),
  /** A subdomain of its own, whose MX is SES: replies come here. Absent, receiving is off. */
  replyDomain: domain.optional(),
  /** Regions, beyond those known to us, in which SES receives mail as you looked up. */
  otherReceivingRegions: z.array(region).default([]),
  /** Approvers at these domains are offered to reply: those that publish DMARC. */
  replyOfferedDomains: z.array(domain).default([]),
  /** An existing rule set that gets our rule; absent, ours is made and activated if none is active. */
  receiptRuleSet: text(/^[A-Za-z0-9_-]{1,64}$/, 'write the name of a receipt rule set').optional(),
  /** Reserved for the reply function; a new account may have nothing to reserve: `unreserved`. */
  receiveConcurrency: z.union([z.int().min(1).max(100), z.literal('unreserved')]).default(5),
  replyMailRetentionDays: days(90).default(30),
  /** Every audit event also goes to a queue that a SIEM reads. */
  siem: z.boolean({ error: 'write true or false' }).default(true),
  /** Signs in first and makes the others; not with an issuer of your own. */
  firstAdministrator: z
    .strictObject({ id: text(/^[A-Za-z0-9._-]{1,64}$/, 'write a user name such as admin'), email: address })
    .optional(),
  /** Told of a level that lacks people; absent, the first administrator is. */
  administratorEmails: z.array(address).optional(),
  multiFactor: z
    .enum(['off', 'optional', 'required'], { error: 'write off, optional or required' })
    .default('optional'),
  /** Links in mails start with this; absent, with the address of the API. */
  linkBase: text(/^https?:\/\/[^\s]*[^\s/]$/, 'write an address without a slash at its end').optional(),
  /** Where the user pool answers; absent, at the address of Cognito in the Region. */
  signInEndpoint: text(/^https?:\/\/[^\s]*[^\s/]$/, 'write an address without a slash at its end').optional(),
  /** Credentials live in Secrets Manager under this prefix, and the functions may touch nothing else. */
  secretPrefix: text(/^[A-Za-z0-9/_+=.@-]+\/$/, 'write a prefix that ends in /, such as countersign/').default(
    'countersign/',
  ),
  /** Keys of your own that encrypt the credentials' secrets; absent, they have the account's default key. */
  secretKeyArns: z.array(keyArn).min(1, { error: 'name a key, or leave this setting out' }).optional(),
  /** Where the rotation function reaches the databases; absent, it runs outside a VPC. */
  rotationNetwork: rotationNetwork.optional(),
  /** IAM users below this path have access keys that Countersign changes; absent, it may touch nothing in IAM. */
  accessKeyUserPath: text(
    /^\/([A-Za-z0-9_+=,.@-]+\/)+$/,
    'write a path that begins and ends in /, such as /countersign/; not /, which is every user',
  ).optional(),
  /** Sessions go through managed nodes that carry this tag, and through no other. */
  sessionNodeTag: z
    .strictObject({
      key: text(/^[A-Za-z0-9_.:/=+@-]{1,128}$/, 'write the key of a tag, such as countersign'),
      value: text(/^[A-Za-z0-9_.:/=+@ -]{1,256}$/, 'write the value of a tag, such as sessions'),
    })
    .default({ key: 'countersign', value: 'sessions' }),
  /** Writes Session Manager's preferences, which hold for the whole account and region; absent, they stay as they are. */
  sessionPreferences: z
    .strictObject({
      idleMinutes: z.int({ error: 'write 1 to 60 minutes' }).min(1).max(60),
      maxMinutes: z.int({ error: 'write 1 to 1440 minutes' }).min(1).max(1440),
    })
    .optional(),
  logRetentionDays: z
    .int({ error: 'write a whole number of days' })
    .refine((value) => retentionDays.includes(value), {
      error: 'write a number that CloudWatch Logs knows, such as 30 or 365',
    })
    .default(365),
  oidc: ownIssuer.optional(),
});

const domainsOf = (s: z.output<typeof fields>): readonly string[] =>
  [s.mailDomain, mailFromDomainOf(s), s.replyDomain].filter((each) => each !== undefined);

/** Deploy settings, as checked; design.md 5.6: read in `bin` only, and a wrong one stops the synth. */
export const settingsSchema = fields
  .refine((s) => s.mailFrom.endsWith(`@${s.mailDomain}`), {
    path: ['mailFrom'],
    error: 'write an address at mailDomain, which is the identity that SES sends for',
  })
  .refine((s) => mailFromDomainOf(s).endsWith(`.${s.mailDomain}`), {
    path: ['mailFromDomain'],
    error: 'write a subdomain of mailDomain, such as bounce.example.com',
  })
  .refine((s) => mailFromDomainOf(s) !== s.replyDomain, {
    path: ['mailFromDomain'],
    error: 'write another domain than replyDomain: each has an MX of its own',
  })
  .refine((s) => s.hostedZones.every((zone) => domainsOf(s).some((each) => zoneOf(each, s.hostedZones) === zone)), {
    path: ['hostedZones'],
    error: 'name zones that hold mailDomain or replyDomain, each once: another gets no record',
  })
  .refine(
    (s) => s.replyDomain === undefined || s.region === undefined || receivesMail(s.region, s.otherReceivingRegions),
    { path: ['region'], error: receivingRegionFix },
  )
  .refine((s) => s.replyDomain !== s.mailDomain, {
    path: ['replyDomain'],
    error: 'write a subdomain of its own, such as reply.example.com: all mail to it goes to Countersign',
  })
  .refine((s) => !`${s.prefix}-internal/`.startsWith(s.secretPrefix), {
    path: ['secretPrefix'],
    error: 'write one that does not begin the internal secrets (<prefix>-internal/)',
  })
  .refine((s) => (s.oidc === undefined) !== (s.firstAdministrator === undefined), {
    path: ['firstAdministrator'],
    error: 'write { id, email }, but null with oidc: there your issuer names the administrators',
  });

export type Settings = z.output<typeof settingsSchema>;
