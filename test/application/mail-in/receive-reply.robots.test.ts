import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { sesSendMail } from '../../../lambdas/adapters/ses/send-mail.ts';
import type { OutgoingMail } from '../../../lambdas/application/ports/mail-ports.ts';
import { replyDomain } from '../../support/fakes/dispatch.ts';
import { anAskedApprover } from '../../support/fakes/reply.ts';

const bruno = 'bruno@example.com';
type Setting = Awaited<ReturnType<typeof anAskedApprover>>;
type Mail = NonNullable<Parameters<Setting['reply']>[2]>;

/** How robots mark what they write (RFC 3834, RFC 3464, and what is used besides). */
const marks: Readonly<Record<string, Pick<Mail, 'headers' | 'receipt'>>> = {
  'auto-replied': { headers: { 'Auto-Submitted': 'auto-replied' } },
  'auto-replied (vacation)': { headers: { 'Auto-Submitted': 'auto-replied (vacation)' } },
  'auto-generated': { headers: { 'Auto-Submitted': 'auto-generated' } },
  'auto-notified': { headers: { 'Auto-Submitted': 'Auto-Notified; owner=x' } },
  bulk: { headers: { Precedence: 'bulk' } },
  junk: { headers: { Precedence: 'junk' } },
  list: { headers: { Precedence: 'list' } },
  auto_reply: { headers: { Precedence: 'auto_reply' } },
  'X-Autoreply': { headers: { 'X-Autoreply': 'yes' } },
  'X-Autorespond': { headers: { 'X-Autorespond': 'Out of office' } },
  'List-Id': { headers: { 'List-Id': '<team.example.com>' } },
  'List-Unsubscribe': { headers: { 'List-Unsubscribe': '<mailto:x@example.com>' } },
  'a null sender': { receipt: { envelopeSender: '<>' } },
  'an empty sender': { receipt: { envelopeSender: '' } },
  'a daemon as sender': { receipt: { envelopeSender: 'MAILER-DAEMON@mx.example.com' } },
  'a postmaster as sender': { receipt: { envelopeSender: 'postmaster@example.com' } },
  'a null return path': { headers: { 'Return-Path': '<>' } },
  'our own mark': { headers: { 'X-Countersign-Loop': '1' } },
  'our own id': { headers: { 'Message-ID': `<0001@${replyDomain}>` } },
};

const reports = ['delivery-status', 'disposition-notification', 'feedback-report'];
const part = (type: string, body: string): string => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
const quoted = (text: string): string => text.replace(/^/gm, '> ');

/** What robots write, each with our mail in it. The first lines are the worst that they could be. */
const bodies = (ours: string): readonly Pick<Mail, 'headers' | 'body'>[] => {
  const words = [
    'APPROVE',
    'DISAPPROVE',
    'approve.',
    '',
    'I am out of office until Monday.',
    'Undelivered Mail Returned',
  ];
  const texts = words.flatMap((first) =>
    [
      ours,
      quoted(ours),
      `On Tue, Countersign wrote:\r\n${quoted(ours)}`,
      `-----Original Message-----\r\n${ours}`,
      '',
    ].map((below) => ({ body: `${first}\r\n\r\n${below}` })),
  );
  const multiparts = words.flatMap((first) =>
    reports.map((report) => ({
      headers: { 'MIME-Version': '1.0', 'Content-Type': `multipart/report; report-type=${report}; boundary=b` },
      body: `${part('text/plain', first)}${part(`message/${report}`, 'Action: failed\r\nStatus: 5.1.1')}${part('message/rfc822', `Subject: x\r\n\r\n${ours}`)}--b--`,
    })),
  );
  return [...texts, ...multiparts];
};

describe('S-10: bounces, vacation notes and other automatic mail, with the token of the right approver', () => {
  it('in nine hundred forms decides nothing and is answered by nobody', async () => {
    const { world, id, address, asked, reply, dispatch } = await anAskedApprover();
    const before = await world.ports.requests.load(id);
    let sent = 0;
    for (const mark of Object.values(marks))
      for (const body of bodies(asked.text)) {
        await reply(bruno, address, { ...mark, ...body, headers: { ...body.headers, ...mark.headers } });
        sent += 1;
      }
    await dispatch.dispatchAll();

    expect(sent).toBeGreaterThan(900);
    expect(await world.ports.requests.load(id)).toEqual(before);
    expect(dispatch.sent).toEqual([]);
    expect(new Set(world.refusals().map(({ detail }) => (detail as { rule: string }).rule))).toEqual(
      new Set(['automatic']),
    );
  });

  it('is known as a report by its type alone', async () => {
    const { world, address, asked, reply, dispatch } = await anAskedApprover();
    for (const body of bodies(asked.text).filter(({ headers }) => headers)) await reply(bruno, address, body);
    await dispatch.dispatchAll();

    expect(dispatch.sent).toEqual([]);
    expect(world.refusals()).toHaveLength(18);
  });

  it('X-Auto-Response-Suppress alone says nothing: Exchange puts it on what people write', async () => {
    const { world, address, reply } = await anAskedApprover();

    await reply(bruno, address, { headers: { 'X-Auto-Response-Suppress': 'All' } });

    expect(world.refusals()).toEqual([]);
  });
});

/** The bytes that SES is given of a mail. */
const rawOf = async (mail: OutgoingMail): Promise<string> => {
  const client = new SESClient({});
  const mock = mockClient(client);
  mock.on(SendRawEmailCommand).resolves({ MessageId: 'm1' });
  await sesSendMail(client, { from: 'no-reply@example.com', configurationSet: 'c', idDomain: replyDomain })(mail);
  const raw = mock.commandCalls(SendRawEmailCommand)[0]?.args[0].input.RawMessage?.Data ?? [];
  return Buffer.from(raw).toString('latin1');
};

/** How a robot could send our help mail back: as it is, as its owner, and as its owner without any mark of a robot. */
const loops: Readonly<Record<string, (raw: string) => string>> = {
  'as it is': (raw) => raw,
  'as its owner': (raw) => raw.replace(/^From: .*$/m, `From: ${bruno}`),
  'as its owner, every mark and id of ours taken out': (raw) =>
    raw
      .replace(/^From: .*$/m, `From: ${bruno}`)
      .replace(/^(?:Auto-Submitted|X-Auto-Response-Suppress|X-Countersign-Loop|Date): .*\r\n/gm, '')
      .replace(/^Message-ID: .*$/m, 'Message-ID: <1@example.com>\r\nDate: Tue, 24 Nov 2026 17:05:00 +0000'),
};

describe('S-11: our own help mail, sent back a hundred times', () => {
  it.each(Object.entries(loops))('%s, is answered once at most and decides nothing', async (_name, loop) => {
    const { world, id, address, reply, dispatch } = await anAskedApprover();
    await reply(bruno, address, { body: 'What is this?' });
    await dispatch.dispatchAll();
    const help = dispatch.sent.find(({ autoSubmitted }) => autoSubmitted) ?? expect.fail('there was no help');
    const to = help.replyTo ?? address;
    const raw = loop((await rawOf(help)).replace(/^To: .*$/m, `To: ${to}`));
    const before = await world.ports.requests.load(id);
    dispatch.sent.length = 0;

    for (let time = 0; time < 100; time += 1) {
      await reply(bruno, to, { raw });
      await dispatch.dispatchAll();
    }

    expect(dispatch.sent.length).toBeLessThanOrEqual(1);
    expect(await world.ports.requests.load(id)).toEqual(before);
    expect(world.refusals().length).toBeGreaterThan(100);
  });
});
