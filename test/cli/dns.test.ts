import { beforeEach, describe, expect, it } from 'vitest';
import { runInMemory } from '../support/in-memory-terminal.ts';
import { published, settings } from './mail-settings.ts';
import { aWellAccount } from './ses-account.ts';

let ses = aWellAccount();
beforeEach(() => {
  ses.restore();
  ses = aWellAccount();
});

const list = (words: readonly string[], changes = {}) =>
  runInMemory(['dns', '--settings', 's.json', ...words], { files: { 's.json': settings(changes) } });

describe('dns', () => {
  it('lists every record that mail needs, those of DKIM as SES says them', async () => {
    const { code, out } = await list(['--json']);
    const { records, incomplete } = JSON.parse(out) as {
      records: { name: string; type: string; value: string }[];
      incomplete: string[];
    };

    expect({ code, incomplete }).toEqual({ code: 0, incomplete: [] });
    expect(new Set(records.map(({ name, type }) => `${name} ${type}`))).toEqual(new Set(Object.keys(published)));
    for (const { name, type, value } of records) expect(published[`${name} ${type}`]).toContain(value);
  });

  it('asks nobody with --offline, and says where the DKIM records are', async () => {
    const { code, out } = await list(['--offline'], { hostedZones: [{ id: 'Z1', name: 'reply.example.com' }] });

    expect(code).toBe(0);
    expect(ses.calls()).toEqual([]);
    expect(out.split('\n')).toEqual([
      'bounce.countersign.example.com  MX     10 feedback-smtp.eu-west-1.amazonses.com',
      'bounce.countersign.example.com  TXT    v=spf1 include:amazonses.com ~all',
      '_dmarc.countersign.example.com  TXT    v=DMARC1; p=quarantine',
      'reply.example.com               MX     10 inbound-smtp.eu-west-1.amazonaws.com  (zone reply.example.com)',
      'reply.example.com               TXT    v=spf1 -all  (zone reply.example.com)',
      '_dmarc.reply.example.com        TXT    v=DMARC1; p=reject; sp=reject; adkim=s; aspf=s  (zone reply.example.com)',
      'countersign.example.com: its 3 DKIM records are outputs of the deployed stack (--offline: SES was not asked)',
      'reply.example.com: its 3 DKIM records are outputs of the deployed stack (--offline: SES was not asked)',
    ]);
  });

  it('says why SES could not be asked', async () => {
    ses.rejects(new Error('no credentials'));

    expect((await list([])).out).toContain('(SES could not be asked: no credentials)');
  });

  it('names the DKIM domain of a Region that has its own', async () => {
    const { out } = await list([], { region: 'ap-southeast-3' });

    expect(out).toMatch(/c1\._domainkey\.countersign\.example\.com +CNAME +c1\.dkim\.ap-southeast-3\.amazonses\.com/);
  });

  it('exits 2 with one reason when the settings are wrong', async () => {
    expect(await list([], { mailFrom: 'x' })).toMatchObject({ code: 2, out: '' });
  });
});
