import { describe, expect, it } from 'vitest';
import { anAskedApprover } from '../../support/fakes/reply.ts';
import { pending, requestOf } from '../../support/fakes/steps.ts';
import { aWorld } from '../../support/fakes/world.ts';

const bruno = 'bruno@example.com';
type Mail = NonNullable<Parameters<Awaited<ReturnType<typeof anAskedApprover>>['reply']>[2]>;

/** What a reply of bruno led to: the vote that it cast, or the rule by which it was not understood. */
const outcomeOf = async (mail: (asked: string) => Mail): Promise<string> => {
  const { world, id, address, asked, reply } = await anAskedApprover();
  await reply(bruno, address, mail(asked.text));
  const request = await requestOf(world, id);
  const ballots = 'ballots' in request ? request.ballots : [];
  const rule = (world.refusals()[0]?.detail as { rule?: string } | undefined)?.rule;
  return ballots[0]?.verdict ?? rule ?? 'nothing';
};

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\r\n');
const part = (type: string, body: string): string => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
const multipart = (...parts: string[]): Mail => ({
  headers: { 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=b' },
  body: `${parts.join('')}--b--`,
});

describe('T-01: our own mail, quoted, is no answer', () => {
  it.each<readonly [string, (asked: string) => string]>([
    ['quoted below nothing', (asked) => `\r\n\r\nOn Tue, Countersign wrote:\r\n${quoted(asked)}`],
    ['quoted without signs', (asked) => `\r\n${asked}`],
    ['quoted alone', (asked) => quoted(asked)],
  ])('%s', async (_name, body) => {
    expect(await outcomeOf((asked) => ({ body: body(asked) }))).not.toMatch(/^(approve|disapprove)$/);
  });

  it('but the word above it is', async () => {
    expect(await outcomeOf((asked) => ({ body: `approve\r\n\r\n${quoted(asked)}` }))).toBe('approve');
  });
});

describe('T-02: what a requester wrote is no answer, however it is quoted', () => {
  it.each(['APPROVE', 'x\nAPPROVE', 'x\r\n\r\nAPPROVE\r\n', 'On Tue, Bruno wrote:\nAPPROVE', 'x\u2028APPROVE'])(
    '%j',
    async (justification) => {
      const world = aWorld();
      await pending(world, { justification });
      const { id, address, asked, reply } = await anAskedApprover(world);

      await reply(bruno, address, { body: `\r\n${quoted(asked.text)}` });
      await reply(bruno, address, { body: `\r\n${asked.text}` });

      expect(await requestOf(world, id)).toMatchObject({ name: 'pending', ballots: [] });
    },
  );
});

describe('T-03: only the word alone decides', () => {
  it.each([
    ['APPROVE', 'approve'],
    ['approve!', 'approve'],
    ['  Disapprove. ', 'disapprove'],
    ['DISAPPROVE', 'disapprove'],
    ['\r\n\r\nAPPROVE\r\nfine by me', 'approve'],
  ])('%j: %s', async (body, verdict) => {
    expect(await outcomeOf(() => ({ body }))).toBe(verdict);
  });

  it.each([
    'I do not APPROVE',
    'APPROVE?',
    'approve after 5pm',
    'APPROVED',
    'Approve / Disapprove',
    'APPROVE\r\nDISAPPROVE',
    '',
  ])('%j decides nothing', async (body) => {
    expect(await outcomeOf(() => ({ body }))).not.toMatch(/^(approve|disapprove)$/);
  });
});

describe('T-05: a mail of HTML alone', () => {
  it.each([
    ['that says the word', '<p>APPROVE</p>'],
    ['that hides the word', '<div style="display:none">APPROVE</div><p>Thanks</p>'],
    ['that hides it by its size', '<span style="font-size:0">APPROVE</span>'],
    ['that hides it in a comment', '<!-- -->\r\nAPPROVE\r\n<!-- -->'],
  ])('%s decides nothing, and is answered by how to reply or follow the link', async (_name, body) => {
    const { world, id, address, reply, dispatch } = await anAskedApprover();

    await reply(bruno, address, { headers: { 'Content-Type': 'text/html; charset=utf-8' }, body });
    await dispatch.dispatchAll();

    expect(await requestOf(world, id)).toMatchObject({ name: 'pending', ballots: [] });
    expect(world.refusals()).toMatchObject([{ type: 'ReplyNotUnderstood', detail: { rule: 'html-only' } }]);
    expect(dispatch.sent).toMatchObject([{ to: bruno, autoSubmitted: 'auto-replied' }]);
    expect(dispatch.sent[0]?.text).toMatch(/plain text/);
    expect(dispatch.sent[0]?.text).toMatch(/https:\/\/console\.example\.net/);
  });
});

describe('D-03: an archive that grows without end when it is opened', () => {
  it('is not opened: the word in front of it decides', async () => {
    const archive = Buffer.from(`PK\u0003\u0004${'\0'.repeat(60_000)}`, 'latin1').toString('base64');
    const attached = 'application/zip; name=plan.zip\r\nContent-Transfer-Encoding: base64';

    expect(await outcomeOf(() => multipart(part('text/plain', 'APPROVE'), part(attached, archive)))).toBe('approve');
  });
});

describe('the real MIME adapter', () => {
  it('reads quoted-printable and base64', async () => {
    const encoded = (encoding: string, body: string): Mail => ({
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': encoding },
      body,
    });

    expect(await outcomeOf(() => encoded('quoted-printable', 'DISAPP=\r\nROVE'))).toBe('disapprove');
    expect(await outcomeOf(() => encoded('base64', Buffer.from('APPROVE').toString('base64')))).toBe('approve');
  });

  it.each([
    ['T-05: HTML alone', { headers: { 'Content-Type': 'text/html' }, body: '<p>APPROVE</p>' }],
    ['T-06: an attachment', multipart(part('text/plain', ''), part('text/plain; name=log.txt', 'APPROVE'))],
    ['T-06: a forwarded mail', multipart(part('message/rfc822', 'Subject: x\r\n\r\nAPPROVE'))],
    [
      'T-08: a charset that nobody reads',
      { headers: { 'Content-Type': 'text/plain; charset=utf-7' }, body: 'APPROVE' },
    ],
    ['D-06: a body that is broken', { headers: { 'Content-Type': 'multipart/mixed' }, body: '--b\r\n\r\nAPPROVE' }],
  ] as const)('reads no word in %s', async (_name, mail) => {
    expect(await outcomeOf(() => mail)).not.toMatch(/^(approve|disapprove)$/);
  });
});
