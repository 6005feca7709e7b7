import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleNotices } from '../../../local/mail/gallery/sample-notices.ts';
import { makeMailDomains } from '../../../local/mail/mail-domains.ts';
import { listenForReaders } from '../../../local/mail/mailbox-server.ts';
import { makeMailboxes } from '../../../local/mail/mailboxes.ts';
import { listenForPeople } from '../../../local/mail/people-mail.ts';
import type { Incoming } from '../../../local/mail/receive.ts';
import { claimPort } from '../../../local/process/ports.ts';
import { aPerson, rawMail } from './a-person.ts';

const people = [aPerson('ana'), aPerson('<b>')];
const mailboxes = makeMailboxes(() => people);
const port = await claimPort('mailbox page');
const rule = { Enabled: true, Recipients: ['reply.example.com'], Actions: [] };
const received: Incoming[] = [];
const smtp = await listenForPeople(
  {
    mailboxes,
    domains: makeMailDomains(() => ['example.com']),
    readRules: async () => [rule],
    receive: async (mail) => `id-${received.push(mail)}`,
  },
  0,
);
const passedOn: object[] = [];
const api = createServer(({ url, headers: { cookie } }, response) => {
  passedOn.push({ url, cookie });
  response.writeHead(303, { location: '/there', 'set-cookie': ['a=1; Path=/', 'b=2; Path=/'] }).end();
});
await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}/api`;
const server = await listenForReaders({ mailboxes, apiUrl: () => apiUrl, smtpPort: smtp.port }, port);
afterAll(() => Promise.all([server.stop(), smtp.stop(), api.close()]));

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

const post = (path: string, form: Record<string, string>, origin = `http://127.0.0.1:${port}`) =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { origin },
    redirect: 'manual',
  });

describe('the gallery', () => {
  it('shows a mail of every kind in both languages: HTML in a sandbox that allows nothing, and the text beside it', async () => {
    const { body } = await get('/gallery?mail=emergency');

    expect(body.match(/<iframe [^>]*sandbox srcdoc=/g)).toHaveLength(2);
    expect(body).toContain('EMERGENCY: access was taken');
    expect(body).toContain('EMERGÊNCIA: o acesso foi tomado');
    for (const title of Object.keys(sampleNotices('en'))) expect(body).toContain(`<b>${title}</b>`);
    expect((await get('/')).body).toContain('href="/gallery"');
  });

  it('opens the first mail where none is named, and knows no other', async () => {
    expect((await get('/gallery')).body).toContain('aria-current="true"');
    expect((await get('/gallery?mail=x')).status).toBe(404);
  });
});

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
    expect(body).not.toMatch(/<script>|<img|<i>/);
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

  it('hands the pages of the application on, with cookies and redirects as they are', async () => {
    const cookie = '__Host-session=abc';
    const response = await fetch(`http://127.0.0.1:${port}/decide/01K?x=1`, {
      headers: { cookie },
      redirect: 'manual',
    });

    expect([response.status, response.headers.get('location')]).toEqual([303, '/there']);
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
    expect(passedOn).toEqual([{ url: '/api/decide/01K?x=1', cookie }]);
  });

  it.each(['/mailbox/zoe', '/mailbox/ana/2.eml', '/mailbox/', '/nothing', '/mailbox/..%2F'])(
    'has nothing at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('refuses an address that is not well written, and any method but GET', async () => {
    expect((await get('/mailbox/%ff')).status).toBe(400);
    expect((await post('/', {})).status).toBe(405);
  });

  it('finds the mails that hold the words, and opens the one that is asked for', async () => {
    expect((await get('/mailbox/ana?q=REQUESTS/1')).body).toContain('aria-current="true"');
    expect((await get('/mailbox/ana?q=lunch')).body).toContain('No mail matches.');
    expect((await get('/mailbox/ana?mail=1')).body).toContain('Reply as ana');
  });

  it('shows an HTML part in a frame that runs nothing', async () => {
    const lines = [
      'From: c@countersign.example',
      'Subject: h',
      'Content-Type: text/html',
      '',
      '<b onclick="x()">hi</b>',
    ];
    await mailboxes.deliver(rawMail(...lines), ['ana@example.com']);

    const { body } = await get('/mailbox/ana');

    expect(body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(body).toContain('srcdoc="&lt;base target=&quot;_blank&quot;&gt;&lt;b onclick=');
  });

  it('answers as the chosen mail program, through the mail server', async () => {
    const answered = await post('/mailbox/ana/1/reply', { text: 'APPROVE', client: 'gmail', language: 'de' });

    expect(answered.status).toBe(303);
    expect(decodeURIComponent(answered.headers.get('location') ?? '')).toContain('Sent.+The+mail+server+said:+250+OK');
    expect(received.at(-1)).toMatchObject({ to: ['r.abc@reply.example.com'], verdicts: { dmarc: 'PASS' } });
    expect(received.at(-1)?.raw.toString()).toContain('gmail_quote');
  });

  it('sends nothing for a form that is not its own', async () => {
    const before = received.length;

    expect((await post('/mailbox/ana/1/reply', { text: 'APPROVE' }, 'http://evil.example')).status).toBe(421);
    const told = await post('/mailbox/ana/1/reply', { text: 'APPROVE', client: 'mutt', language: 'en' });

    expect(told.headers.get('location')).toContain('Not+sent');
    expect(received).toHaveLength(before);
  });

  it('tells of new mail while it is open', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/mailbox/ana/events`);
    const reader = response.body?.getReader();
    await mailboxes.deliver(raw, ['ana@example.com']);

    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: mail\n\n');
    await reader?.cancel();
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
