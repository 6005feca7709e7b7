import { request } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { listenForReaders } from '../../../local/mail/mailbox-server.ts';
import { makeMailboxes } from '../../../local/mail/mailboxes.ts';
import { claimPort } from '../../../local/process/ports.ts';
import { aPerson, rawMail } from './a-person.ts';

const people = [aPerson('ana'), aPerson('<b>')];
const mailboxes = makeMailboxes(() => people);
const port = await claimPort('mailbox page');
const server = await listenForReaders(mailboxes, port, () => 'http://127.0.0.1:1/api');
afterAll(() => server.stop());

const raw = rawMail(
  'From: "<i>" <c@countersign.example>',
  'To: ana@example.com',
  'Reply-To: r.abc@reply.example.com',
  'Subject: <script>alert(1)</script>',
  '',
  'Look: http://127.0.0.1:9/requests/1?a="&b=\'.',
  '<img src=x onerror=alert(1)>',
);
await mailboxes.deliver(raw, ['ana@example.com']);

const get = async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, body: await response.text(), headers: response.headers };
};

describe('the mailbox page', () => {
  it('lists the people and how much mail they have', async () => {
    const { body } = await get('/');

    expect(body).toContain('<a href="/mailbox/ana">ana</a>');
    expect(body).toContain('1 mail<');
    expect(body).not.toContain('<b>');
  });

  it('shows a mail with everything in it escaped', async () => {
    const { body, headers } = await get('/mailbox/ana');

    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(body).not.toMatch(/<script|<img|<i>/);
    expect(body).toContain('<a href="http://127.0.0.1:9/requests/1?a=" rel="noreferrer">');
    expect(body).toContain('r.abc@reply.example.com');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('gives the mail as data and raw', async () => {
    const [letter] = JSON.parse((await get('/mailbox/ana.json')).body) as Record<string, unknown>[];

    expect(letter).toMatchObject({ id: 1, from: 'c@countersign.example', to: ['ana@example.com'] });
    expect(letter).toMatchObject({ replyTo: 'r.abc@reply.example.com', raw: raw.toString() });
    expect((await get('/mailbox/ana/1.eml')).body).toBe(raw.toString());
  });

  it('says what to do where the link of a mail leads', async () => {
    const { body } = await get('/requests/01K%3Cx%3E');

    expect(body).toContain('01K&lt;x&gt;');
    expect(body).toContain('http://127.0.0.1:1/api/requests/01K%3Cx%3E');
  });

  it.each(['/mailbox/zoe', '/mailbox/ana/2.eml', '/mailbox/', '/nothing', '/mailbox/..%2F'])(
    'has nothing at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('refuses an address that is not well written, and any method but GET', async () => {
    expect((await get('/mailbox/%ff')).status).toBe(400);
    expect((await fetch(`http://127.0.0.1:${port}/`, { method: 'POST' })).status).toBe(405);
  });

  it('refuses to be read by another name', async () => {
    const status = await new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, headers: { host: 'evil.example' } };
      request(options, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });

    expect(status).toBe(421);
  });
});
