import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { App } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { retentionDays } from '../../lib/config.ts';
import { parseSettings } from '../../lib/parse-settings.ts';
import { readSettings } from '../../lib/read-settings.ts';
import { aFolder } from '../support/a-folder.ts';
import { settingsWith } from './deployment.ts';

const enough = {
  mailDomain: 'example.com',
  mailFrom: 'approvals@example.com',
  firstAdministrator: { id: 'admin', email: 'admin@example.com' },
};

const refusal = (raw: unknown): string => {
  try {
    parseSettings(raw);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

const aFile = (content: string): string => {
  const path = join(aFolder(), 'settings.json');
  writeFileSync(path, content);
  return path;
};

describe('settings', () => {
  it('need little: receiving is off and the rest has defaults', () => {
    expect(parseSettings(enough)).toEqual({
      ...enough,
      prefix: 'countersign',
      target: 'aws',
      replyOfferedDomains: [],
      dmarc: 'quarantine',
      hostedZones: [],
      otherReceivingRegions: [],
      receiveConcurrency: 5,
      replyMailRetentionDays: 30,
      siem: true,
      mailsPerSecond: 1,
      multiFactor: 'optional',
      secretPrefix: 'countersign/',
      sessionNodeTag: { key: 'countersign', value: 'sessions' },
      logRetentionDays: 365,
    });
  });

  it.each([
    [{ mailDomain: undefined, mailFrom: 'a@b.example' }, /^mailDomain is missing; write a domain in lower case/],
    [{ mailDomain: 'Example.com' }, /^mailDomain is "Example.com"; write a domain in lower case, such as example.com/],
    [{ mailFrom: 'approvals@other.example' }, /^mailFrom is "approvals@other.example"; write an address at mailDomain/],
    [{ replyDomain: 'example.com' }, /^replyDomain is "example.com"; write a subdomain of its own/],
    [{ mailFromDomain: 'bounce.other.example' }, /^mailFromDomain is .*; write a subdomain of mailDomain, such as/],
    [{ replyDomain: 'bounce.example.com' }, /^mailFromDomain is missing; write another domain than replyDomain: each/],
    [{ dmarc: 'strict' }, /^dmarc is "strict"; write quarantine, reject, none or keep/],
    [
      { hostedZones: [{ id: 'example.com', name: 'example.com' }] },
      /^hostedZones.0.id is .*; write the id of a public/,
    ],
    [
      { hostedZones: [{ id: 'Z1', name: 'other.example' }] },
      /^hostedZones is \[.*; name zones that hold mailDomain or/,
    ],
    [{ hostedZones: ['Z1', 'Z2'].map((id) => ({ id, name: 'example.com' })) }, /^hostedZones is .*, each once/],
    [
      { region: 'ap-south-2', replyDomain: 'reply.example.com' },
      /^region is "ap-south-2"; SES was not known to receive mail there: look it up .* or set replyDomain to null$/,
    ],
    [{ prefix: 'Countersign' }, /^prefix is "Countersign"; write 2 to 21 of a-z/],
    [{ target: 'laptop' }, /^target is "laptop"; write aws or local/],
    [{ account: 42 }, /^account is 42; write the 12 digits of the account/],
    [{ secretPrefix: 'countersign' }, /^secretPrefix is "countersign"; write a prefix that ends in \//],
    [
      { prefix: 'vault', secretPrefix: 'vault-internal/' },
      /^secretPrefix is "vault-internal\/"; write one that does not/,
    ],
    [{ secretKeyArns: ['alias/mine'] }, /^secretKeyArns.0 is "alias\/mine"; write the ARN of a KMS key, such as arn:/],
    [{ secretKeyArns: [] }, /^secretKeyArns is \[\]; name a key, or leave this setting out/],
    [{ accessKeyUserPath: '/' }, /^accessKeyUserPath is "\/"; write a path that begins and ends in \/, such as/],
    [{ accessKeyUserPath: '/team/*/' }, /^accessKeyUserPath is "\/team\/\*\/"; write a path/],
    [{ logRetentionDays: 31 }, /^logRetentionDays is 31; write a number that CloudWatch Logs knows/],
    [{ siem: 'yes' }, /^siem is "yes"; write true or false/],
    [{ firstAdministrator: undefined }, /^firstAdministrator is missing; write \{ id, email \}/],
    [
      { firstAdministrator: { id: 'a', email: 'nobody' } },
      /^firstAdministrator.email is "nobody"; write one plain address/,
    ],
    [
      { rotationNetwork: { subnetIds: ['10.0.0.0/24'], securityGroupIds: ['sg-1'] } },
      /^rotationNetwork.subnetIds.0 is/,
    ],
    [{ oidc: { issuer: 'http://x', audience: ['a'], principalClaim: 'sub' } }, /^oidc.issuer is "http:\/\/x"; write/],
    [{ replydomain: 'reply.example.com' }, /^replydomain: there is no such setting; lib\/config.ts lists them$/],
    [{ linkBase: 'https://console.example.com/' }, /^linkBase is .*; write an address without a slash at its end$/],
  ])('%j is refused with the field and the fix', (change, message) => {
    const text = refusal({ ...enough, ...change });

    expect(text).toMatch(message);
    expect(text).not.toContain('\n');
  });

  it.each([
    { region: 'eu-west-1', replyDomain: 'reply.example.com' },
    { region: 'ap-south-2' },
    { region: 'ap-south-2', replyDomain: 'reply.example.com', otherReceivingRegions: ['ap-south-2'] },
    { replyDomain: 'reply.example.com' },
  ])('take a Region where nothing is received, or where it can be: %j', (change) => {
    expect(refusal({ ...enough, ...change })).toBe('accepted');
  });

  it('know the days that CloudWatch Logs keeps a log', () => {
    expect(retentionDays).toEqual(Object.values(RetentionDays).filter((each) => typeof each === 'number'));
  });

  it('say how many more are wrong', () => {
    expect(refusal({ ...enough, siem: 1, target: 2 })).toMatch(/^target is 2; .* \(and 1 more\)$/);
  });

  it('of cdk.json are right as committed, with receiving on', () => {
    expect(settingsWith().replyDomain).toBe('reply.countersign.example.com');
  });
});

describe('where settings come from', () => {
  const read = (context: Record<string, unknown>) => readSettings(new App({ context }).node);

  it('is cdk.json, then the file, then the target', () => {
    const settings = aFile('{ "prefix": "vault" }');

    expect(read({ countersign: enough, settings, target: 'local' })).toMatchObject({
      mailDomain: 'example.com',
      prefix: 'vault',
      target: 'local',
    });
  });

  it('takes a setting of cdk.json away with null', () => {
    const settings = aFile('{ "replyDomain": null }');

    expect(read({ countersign: { ...enough, replyDomain: 'reply.example.com' }, settings })).not.toHaveProperty(
      'replyDomain',
    );
  });

  it.each([
    ['{ prefix: 1 }', /this is not JSON; write a JSON object of settings$/],
    ['[]', /settings.json: write a JSON object of settings$/],
  ])('refuses a file with %s', (content, message) => {
    expect(() => read({ countersign: enough, settings: aFile(content) })).toThrow(message);
  });

  it('refuses a file that is not there', () => {
    expect(() => read({ countersign: enough, settings: 'nowhere.json' })).toThrow(
      '-c settings=nowhere.json: this file cannot be read; name a JSON file',
    );
  });
});

describe('a synth with a wrong setting', () => {
  it('stops with one line and no stack trace', () => {
    const countersign = { ...enough, mailFrom: 'approvals@other.example' };
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [fileURLToPath(new URL('../../bin/countersign.ts', import.meta.url))],
      { env: { CDK_CONTEXT_JSON: JSON.stringify({ countersign }) }, encoding: 'utf8' },
    );

    expect({ status, stdout, lines: stderr.trimEnd().split('\n') }).toEqual({
      status: 1,
      stdout: '',
      lines: [
        'Countersign cannot be deployed with these settings. mailFrom is "approvals@other.example"; ' +
          'write an address at mailDomain, which is the identity that SES sends for',
      ],
    });
  });
});
