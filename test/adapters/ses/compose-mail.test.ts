import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { readLeaves } from '../../../lambdas/adapters/mime/leaves.ts';
import { composeMail, type MailToCompose } from '../../../lambdas/adapters/ses/compose-mail.ts';
import { scanHeaders, valuesOf } from '../../../lambdas/core/reply/header-block.ts';

const aMail: MailToCompose = {
  from: 'no-reply@countersign.example.com',
  fromName: 'Countersign',
  to: 'bruno@example.com',
  replyTo: 'r.abcdefghijklmnopqrstuvwxyz234567@reply.example.com',
  subject: 'Approval needed: request 01JDQ2F8Z6V9T4M3K7X1C5B0NA',
  text: 'Please decide.\n',
  html: '<p>Please decide.</p>',
  messageId: '<01JDQ2F8Z6V9T4M3K7X1C5B0NA.1@countersign.example.com>',
  date: new Date('2026-11-24T17:00:00Z'),
};

async function compose(changed: Partial<MailToCompose> = {}) {
  const composed = await composeMail({ ...aMail, ...changed });
  if (!composed.ok) throw new Error(`${composed.refusal.field} ${composed.refusal.reason}`);
  const block = scanHeaders(Buffer.from(composed.value).toString('latin1'));
  if (!block.ok) throw new Error(block.refusal);
  return { raw: composed.value, header: (name: string) => valuesOf(block.value.fields, name) };
}

const refusedField = async (changed: Partial<MailToCompose>) => {
  const composed = await composeMail({ ...aMail, ...changed });
  return composed.ok ? 'composed' : composed.refusal.field;
};

describe('the headers of a mail', () => {
  it.each([
    ['from', ['Countersign <no-reply@countersign.example.com>']],
    ['to', ['bruno@example.com']],
    ['cc', []],
    ['bcc', []],
    ['reply-to', ['r.abcdefghijklmnopqrstuvwxyz234567@reply.example.com']],
    ['subject', ['Approval needed: request 01JDQ2F8Z6V9T4M3K7X1C5B0NA']],
    ['message-id', ['<01JDQ2F8Z6V9T4M3K7X1C5B0NA.1@countersign.example.com>']],
    ['auto-submitted', ['auto-generated']],
    ['x-auto-response-suppress', ['All']],
    ['x-countersign-loop', ['1']],
    ['date', ['Tue, 24 Nov 2026 17:00:00 +0000']],
  ])('%s: %j', async (name, values) => {
    expect((await compose()).header(name)).toEqual(values);
  });

  it('thread a request and tell an answer from a notice', async () => {
    const { header } = await compose({
      inReplyTo: '<a@example.com>',
      references: '<a@example.com> <b@example.com>',
      autoSubmitted: 'auto-replied',
    });

    expect(header('in-reply-to')).toEqual(['<a@example.com>']);
    expect(header('references')).toEqual(['<a@example.com> <b@example.com>']);
    expect(header('auto-submitted')).toEqual(['auto-replied']);
  });

  it('leave the reply address and the name out where there are none', async () => {
    const { header } = await compose({ replyTo: undefined, fromName: undefined });

    expect(header('reply-to')).toEqual([]);
    expect(header('from')).toEqual(['no-reply@countersign.example.com']);
  });

  it('are encoded by RFC 2047 where they are not ASCII', async () => {
    const { header } = await compose({ fromName: 'Aprovação', subject: 'Aprovação 承認' });

    expect(header('from')[0]).toMatch(/^=\?UTF-8\?[QB]\?.*\?= <no-reply@countersign\.example\.com>$/i);
    expect(header('subject')[0]).toMatch(/^=\?UTF-8\?/i);
  });
});

describe('the text of a mail', () => {
  it.each([
    ['short', 'Olá\n\n> Why: x\n'],
    ['a line of 4 KB', `${'x'.repeat(70)} APPROVE ${'y '.repeat(2000)}\n`],
    ['dots and dashes', '.\n--b--\nFrom: x\n'],
  ])('comes out as it went in: %s', async (_, text) => {
    const leaves = await readLeaves((await compose({ text })).raw);

    expect(leaves).toMatchObject({
      ok: true,
      value: [
        { mediaType: 'text/plain', charset: 'utf-8', flowed: 'no' },
        { mediaType: 'text/html', charset: 'utf-8' },
      ],
    });
    const content = leaves.ok ? Buffer.from(leaves.value[0]?.content ?? []).toString('utf8') : '';
    expect(content.replaceAll('\r\n', '\n').trimEnd()).toBe(text.trimEnd());
  });
});

describe('T-09: header injection', () => {
  const breaks = ['\r\n', '\n', '\r', '\0', '\u2028'];

  it.each(
    (['from', 'fromName', 'to', 'replyTo', 'subject', 'messageId', 'inReplyTo', 'references'] as const).flatMap(
      (field) => breaks.map((at) => [field, at] as const),
    ),
  )('%s with %j is refused', async (field, at) => {
    expect(await refusedField({ [field]: `x${at}Bcc: evil@example.net` })).toBe(field);
  });

  it.each([
    'a@example.com, evil@example.net',
    'a@example.com;evil@example.net',
    '"a@evil.example x"@example.com',
    'Bruno <bruno@example.com>',
    '<bruno@example.com>',
    'team: bruno@example.com;',
    'bruno@example.com (x)',
    'bruno@exämple.com',
    '=?utf-8?Q?x?=@example.com',
    'bruno',
    '',
  ])('the recipient %j is refused', async (to) => {
    expect(await refusedField({ to })).toBe('to');
  });

  it('says what to do', async () => {
    expect(await composeMail({ ...aMail, to: 'bruno' })).toEqual({
      ok: false,
      refusal: {
        rule: 'mail-not-composable',
        field: 'to',
        reason: 'is not exactly one plain ASCII mailbox such as ana@example.com',
      },
    });
  });

  it('has exactly one recipient and no header of its own making, whatever the words are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (subject, fromName) => {
        const composed = await composeMail({ ...aMail, subject, fromName });
        if (!composed.ok) return;
        const block = scanHeaders(Buffer.from(composed.value).toString('latin1'));
        expect(block.ok).toBe(true);
        const fields = block.ok ? block.value.fields : [];
        expect(valuesOf(fields, 'to')).toEqual([aMail.to]);
        expect(valuesOf(fields, 'from')).toHaveLength(1);
        expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
        expect(fields.some(({ name }) => name === 'bcc' || name === 'cc')).toBe(false);
      }),
    );
  }, 30_000);
});
