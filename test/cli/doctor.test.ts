import {
  DescribeActiveReceiptRuleSetCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityVerificationAttributesCommand,
} from '@aws-sdk/client-ses';
import { GetAccountCommand } from '@aws-sdk/client-sesv2';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Finding } from '../../cli/mail-setup/finding.ts';
import { runInMemory } from '../support/in-memory-terminal.ts';
import { startDns, type Zone } from './dns-server.ts';
import { published, settings } from './mail-settings.ts';
import { activeRuleSet, anAccount, aWellAccount } from './ses-account.ts';

let ses = aWellAccount();
beforeEach(() => {
  ses.restore();
  ses = aWellAccount();
});

interface Report {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
}

const run = (words: readonly string[], changes = {}) =>
  runInMemory(['doctor', '--settings', 's.json', ...words], { files: { 's.json': settings(changes) } });

const diagnose = async (zone: Zone, words: readonly string[] = [], changes = {}) => {
  await using dns = await startDns(zone);
  const { code, out } = await run(['--resolver', dns.address, '--json', ...words], changes);
  const report = JSON.parse(out) as Report;
  return { code, report, bad: report.findings.filter(({ status }) => status !== 'ok') };
};

const changed = (record: string, values: readonly string[] | 'fails' | undefined): Zone => {
  const { [record]: _, ...others } = published;
  return values === undefined ? others : { ...others, [record]: values };
};

describe('doctor', () => {
  it('exits 0 when every record is published and SES has seen them', async () => {
    const { code, report, bad } = await diagnose(published);

    expect({ code, bad, ok: report.ok }).toEqual({ code: 0, bad: [], ok: true });
    expect(report.findings).toHaveLength(24);
  });

  it.each(Object.keys(published))('says that %s is missing, and what to publish', async (record) => {
    const { code, bad } = await diagnose(changed(record, undefined));
    const [name, type] = record.split(' ');

    expect(code).toBe(1);
    expect(bad).toEqual([
      expect.objectContaining({ check: expect.stringContaining(record), status: 'missing', found: 'nothing' }),
    ]);
    expect(bad[0]?.fix).toBe(`publish ${name} ${type} ${bad[0]?.expected}`);
  });

  it.each([
    ['c1._domainkey.countersign.example.com CNAME', ['c9.dkim.amazonses.com'], /^change it: .* c1.dkim.amazonses.com$/],
    ['reply.example.com MX', ['10 inbound-smtp.eu-west-1.amazonaws.com', '20 mx.example.net'], /^leave one record/],
    ['reply.example.com MX', ['10 inbound-smtp.us-east-1.amazonaws.com'], /10 inbound-smtp.eu-west-1.amazonaws.com$/],
    ['reply.example.com TXT', ['v=spf1 include:example.net -all'], /v=spf1 -all$/],
    ['bounce.countersign.example.com TXT', ['v=spf1 -all'], /include:amazonses.com ~all$/],
    ['bounce.countersign.example.com TXT', ['v=spf1 include:amazonses.com ~all', 'v=spf1 -all'], /^leave one record/],
    ['_dmarc.countersign.example.com TXT', ['v=DMARC1; p=none'], /^change it: .* v=DMARC1; p=quarantine$/],
    ['_dmarc.countersign.example.com TXT', ['v=DMARC1; sp=reject'], /^change it/],
  ])('says that %s is wrong as %j', async (record, values, fix) => {
    const { code, bad } = await diagnose(changed(record, values));

    expect(code).toBe(1);
    expect(bad).toEqual([expect.objectContaining({ status: 'wrong', found: values.join(', ') })]);
    expect(bad[0]?.fix).toMatch(fix);
  });

  it.each([
    ['bounce.countersign.example.com TXT', ['v=spf1 ip4:192.0.2.1 include:amazonses.com -all']],
    ['_dmarc.countersign.example.com TXT', ['v=DMARC1; rua=mailto:d@example.com; p=reject']],
    ['reply.example.com MX', ['1 INBOUND-SMTP.eu-west-1.amazonaws.com']],
  ])('takes %s as %j, which serves as well', async (record, values) => {
    expect((await diagnose(changed(record, values))).bad).toEqual([]);
  });

  it('tells what it could not look up from what is missing', async () => {
    const { code, bad } = await diagnose(changed('reply.example.com MX', 'fails'));

    expect(code).toBe(1);
    expect(bad).toEqual([expect.objectContaining({ status: 'unknown', found: expect.stringContaining('ESERVFAIL') })]);
  });

  it.each([
    [['v=DMARC1; p=none'], 0],
    [undefined, 1],
  ])('with dmarc keep wants any record of the domain: %j exits %i', async (values, code) => {
    const zone = changed('_dmarc.countersign.example.com TXT', values);

    expect((await diagnose(zone, [], { dmarc: 'keep' })).code).toBe(code);
  });

  it('looks for nothing of replies where none are received', async () => {
    const { report } = await diagnose(published, [], { replyDomain: undefined });

    expect(report).toMatchObject({ ok: true });
    expect(JSON.stringify(report)).not.toMatch(/reply|receipt|Region/);
  });
});

describe('doctor, asking SES', () => {
  it.each([
    ['a domain that it does not know', () => ses.on(GetIdentityVerificationAttributesCommand).resolves({}), 'missing'],
    [
      'an envelope domain that is pending',
      () =>
        ses.on(GetIdentityMailFromDomainAttributesCommand).resolves({
          MailFromDomainAttributes: {
            'countersign.example.com': {
              MailFromDomain: 'bounce.countersign.example.com',
              MailFromDomainStatus: 'Pending',
              BehaviorOnMXFailure: 'UseDefaultValue',
            },
          },
        }),
      'wrong',
    ],
    ['no DKIM', () => ses.on(GetIdentityDkimAttributesCommand).resolves({}), 'missing'],
    ['no active rule set', () => ses.on(DescribeActiveReceiptRuleSetCommand).resolves({}), 'missing'],
    [
      'another active rule set (threats.md E-19)',
      () => ses.on(DescribeActiveReceiptRuleSetCommand).resolves(activeRuleSet('company')),
      'wrong',
    ],
    [
      'our rule switched off',
      () =>
        ses
          .on(DescribeActiveReceiptRuleSetCommand)
          .resolves(activeRuleSet('countersign-replies', 'countersign-reply', false)),
      'missing',
    ],
    [
      'the sandbox, whatever its quota',
      () => ses.account.on(GetAccountCommand).resolves(anAccount({ ProductionAccessEnabled: false })),
      'missing',
    ],
    [
      'a rate of SES below mailsPerSecond',
      () => {
        const SendQuota = { Max24HourSend: 50_000, MaxSendRate: 0.5, SentLast24Hours: 0 };
        ses.account.on(GetAccountCommand).resolves(anAccount({ SendQuota }));
      },
      'wrong',
    ],
    [
      'sending that AWS has paused',
      () => ses.account.on(GetAccountCommand).resolves(anAccount({ SendingEnabled: false })),
      'wrong',
    ],
  ])('tells of %s, with the fix', async (_, change, status) => {
    change();

    const { code, bad } = await diagnose(published);

    expect(code).toBe(1);
    expect(bad[0]).toMatchObject({ status });
    for (const { fix } of bad) expect(fix).not.toBe('');
  });

  it('says why SES could not be asked, and looks up the rest', async () => {
    ses.rejects(new Error('Could not load credentials from any providers'));

    const { code, report, bad } = await diagnose(published);

    expect(code).toBe(1);
    expect(bad).toEqual([expect.objectContaining({ check: 'SES account', status: 'unknown' })]);
    expect(report.findings).toHaveLength(8);
  });

  it('leaves SES alone with --offline, and says so', async () => {
    await using dns = await startDns(published);

    const { code, out } = await run(['--resolver', dns.address, '--offline']);

    expect(code).toBe(0);
    expect(ses.calls()).toEqual([]);
    expect(out).toContain('ok       reply.example.com MX (mx): 10 inbound-smtp.eu-west-1.amazonaws.com');
    expect(out).toContain('SES was not asked, nor were the DKIM records looked up: --offline\n7 checks, all well');
  });
});

describe('doctor --before-deploy', () => {
  const askedBefore = async (changes = {}) => {
    const { code, out } = await run(['--before-deploy', '--json'], changes);
    return { code, bad: (JSON.parse(out) as Report).findings.filter(({ status }) => status !== 'ok') };
  };

  it('is content with an account where no rule set is active', async () => {
    ses.on(DescribeActiveReceiptRuleSetCommand).resolves({});

    expect(await askedBefore()).toEqual({ code: 0, bad: [] });
  });

  it('tells of another active rule set, which the deploy would not displace (threats.md E-19)', async () => {
    ses.on(DescribeActiveReceiptRuleSetCommand).resolves(activeRuleSet('company'));

    const { code, bad } = await askedBefore();

    expect(code).toBe(1);
    expect(bad).toMatchObject([{ found: 'company', fix: expect.stringMatching(/^set receiptRuleSet to company/) }]);
    expect(await askedBefore({ receiptRuleSet: 'company' })).toEqual({ code: 0, bad: [] });
  });

  it('tells of a named rule set that is not active', async () => {
    ses.on(DescribeActiveReceiptRuleSetCommand).resolves({});

    expect((await askedBefore({ receiptRuleSet: 'company' })).bad).toMatchObject([
      { fix: expect.stringMatching(/^activate/) },
    ]);
  });

  it('tells of the sandbox', async () => {
    const SendQuota = { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 0 };
    ses.account.on(GetAccountCommand).resolves(anAccount({ ProductionAccessEnabled: false, SendQuota }));

    expect(await askedBefore()).toMatchObject({
      code: 1,
      bad: [{ status: 'missing', found: 'the sandbox: 200 mails a day' }],
    });
  });

  it('tells of a Region without receiving that the settings left open', async () => {
    const { code, out } = await run(['--before-deploy', '--offline', '--region', 'ap-south-2'], { region: undefined });

    expect(code).toBe(1);
    expect(out).toMatch(/^wrong {4}Region ap-south-2\n {9}found {5}not known to receive mail\n/);
    expect(out).toContain('1 checks, 1 to be seen to');
  });
});

describe('doctor, used wrongly', () => {
  it.each([
    [['doctor', '--settings', 'no.json'], /^--settings no.json: this file cannot be read; name a JSON file$/],
    [['doctor'], /^mailDomain is missing; write a domain/],
    [['doctor', '--settings', 's.json', '--resolver', 'nowhere'], /write an address, with a port if it is not 53/],
    [['doctor', '--settings', 'bad.json'], /^bad.json: this is not JSON; write a JSON object of settings$/],
  ])('%j exits 2 with one reason', async (words, complaint) => {
    const ran = await runInMemory(words, { files: { 's.json': settings(), 'bad.json': '{' } });

    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.complaints).toMatch(complaint);
  });

  it('lays the file over the settings of cdk.json, and null takes one away', async () => {
    const cdk = JSON.stringify({ context: { countersign: JSON.parse(settings()) } });
    const files = { 'cdk.json': cdk, 's.json': '{ "replyDomain": null }' };

    const { out } = await runInMemory(['doctor', '--settings', 's.json', '--before-deploy', '--json'], { files });

    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      findings: [{ check: 'SES production access' }, { check: 'SES sending' }, { check: 'SES sending rate' }],
    });
  });
});
