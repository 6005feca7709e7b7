import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { onlyResource, type Resource, resourcesOf, templates } from './deployment.ts';
import { flat } from './statements.ts';
import { withZones } from './variants.ts';

const region = 'eu-west-1';
const without = templates({ region });
const zoned = templates({ region, ...withZones });

const recordsOf = (template: Template | undefined): string[] =>
  resourcesOf(template, 'AWS::Route53::RecordSet').map(([, { Properties }]) =>
    [Properties['HostedZoneId'], flat(Properties['Name']), Properties['Type'], flat(Properties['ResourceRecords'][0])]
      .join(' ')
      .replace(/<\w+\.(\w+)>/g, '<$1>'),
  );

const outputsOf = (template: Template | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(template?.findOutputs('*') ?? {})
      .filter(([, { Description }]) => Description === 'A DNS record to publish')
      .map(([id, { Value }]) => [id, flat(Value).replace(/<\w+\.(\w+)>/g, '<$1>')]),
  );

const dkim = (n: number, type = ' CNAME ') => `<DkimDNSTokenName${n}>${type}<DkimDNSTokenValue${n}>`;

const mxOf = (template: Template | undefined): Resource | undefined =>
  resourcesOf(template, 'AWS::Route53::RecordSet').find(([, { Properties }]) => Properties['Type'] === 'MX')?.[1];

describe('the sending identity', () => {
  it('has an envelope domain of its own, and sends without it until its MX is there', () => {
    expect(onlyResource(without.main, 'AWS::SES::EmailIdentity')[1].Properties).toEqual({
      EmailIdentity: 'countersign.example.com',
      MailFromAttributes: { MailFromDomain: 'bounce.countersign.example.com' },
    });
  });
});

describe('the DNS records of mail', () => {
  it('are outputs of the stacks where no zone is given', () => {
    expect(recordsOf(without.main).concat(recordsOf(without.mail))).toEqual([]);
    expect(outputsOf(without.main)).toEqual({
      SendingDkim1: dkim(1),
      SendingDkim2: dkim(2),
      SendingDkim3: dkim(3),
      MailFromMx: 'bounce.countersign.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com',
      MailFromSpf: 'bounce.countersign.example.com TXT v=spf1 include:amazonses.com ~all',
      SendingDmarc: '_dmarc.countersign.example.com TXT v=DMARC1; p=quarantine',
    });
    expect(outputsOf(without.mail)).toEqual({
      ReplyDkim1: dkim(1),
      ReplyDkim2: dkim(2),
      ReplyDkim3: dkim(3),
      ReplyMx: 'reply.countersign.example.com MX 10 inbound-smtp.eu-west-1.amazonaws.com',
      ReplySpf: 'reply.countersign.example.com TXT v=spf1 -all',
      ReplyDmarc: '_dmarc.reply.countersign.example.com TXT v=DMARC1; p=reject; sp=reject; adkim=s; aspf=s',
    });
  });

  it('are made in the nearest zone that holds their domain', () => {
    expect(outputsOf(zoned.main)).toEqual({});
    expect(outputsOf(zoned.mail)).toEqual({});
    expect(recordsOf(zoned.main)).toEqual([
      ...[1, 2, 3].map((n) => `Z0COMPANY ${dkim(n)}`),
      'Z0COMPANY bounce.countersign.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com',
      'Z0COMPANY bounce.countersign.example.com TXT "v=spf1 include:amazonses.com ~all"',
      'Z0COMPANY _dmarc.countersign.example.com TXT "v=DMARC1; p=quarantine"',
    ]);
    expect(recordsOf(zoned.mail)).toEqual([
      ...[1, 2, 3].map((n) => `Z0REPLY ${dkim(n)}`),
      'Z0REPLY reply.countersign.example.com MX 10 inbound-smtp.eu-west-1.amazonaws.com',
      'Z0REPLY reply.countersign.example.com TXT "v=spf1 -all"',
      'Z0REPLY _dmarc.reply.countersign.example.com TXT "v=DMARC1; p=reject; sp=reject; adkim=s; aspf=s"',
    ]);
  });

  it('leave out a DMARC record that the domain has already', () => {
    expect(outputsOf(templates({ region, dmarc: 'keep' }).main)).not.toHaveProperty('SendingDmarc');
  });
});

describe('threats.md E-20: the MX of replies', () => {
  it('is made after the rule and its activation, so it is deleted before them', () => {
    const made = ['AWS::SES::ReceiptRule', 'Custom::ReceivingActivation'].map((type) => onlyResource(zoned.mail, type));

    expect(mxOf(zoned.mail)?.DependsOn).toEqual(expect.arrayContaining(made.map(([id]) => id)));
  });

  it('is made after the rule in a rule set of the operator', () => {
    const { mail } = templates({ ...withZones, receiptRuleSet: 'company' });

    expect(mxOf(mail)?.DependsOn).toEqual([onlyResource(mail, 'AWS::SES::ReceiptRule')[0]]);
  });
});
