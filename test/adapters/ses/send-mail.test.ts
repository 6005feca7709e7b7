import { MessageRejected, SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { sesClient, sesSendMail } from '../../../lambdas/adapters/ses/send-mail.ts';
import type { OutgoingMail } from '../../../lambdas/application/ports/mail-ports.ts';

const aMail = (more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  to: 'bruno@example.com',
  replyTo: 'r.abcdefghijklmnopqrstuvwxyz234567@reply.example.net',
  subject: 'Approval needed: request r1',
  text: 'Please decide.\n',
  html: '<p>Please decide.</p>',
  requestId: 'r1',
  notice: 'approval-asked',
  ...more,
});
const aSender = () => {
  const client = new SESClient({});
  const mock = mockClient(client);
  mock.on(SendRawEmailCommand).resolves({ MessageId: 'm1' });
  const send = sesSendMail(client, { from: 'vault@countersign.example.net', configurationSet: 'countersign' });
  const raw = () =>
    mock
      .commandCalls(SendRawEmailCommand)
      .map((call) => Buffer.from(call.args[0].input.RawMessage?.Data ?? []).toString());
  return { send, mock, raw };
};
const header = (raw: string | undefined, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(raw ?? '')?.[1]?.trim();

describe('a mail is sent', () => {
  it('raw, to its one reader, by the identity and the configuration set', async () => {
    const { send, mock } = aSender();

    await send(aMail());

    expect(mock).toHaveReceivedCommandTimes(SendRawEmailCommand, 1);
    expect(mock.commandCalls(SendRawEmailCommand)[0]?.args[0].input).toMatchObject({
      Source: 'vault@countersign.example.net',
      Destinations: ['bruno@example.com'],
      ConfigurationSetName: 'countersign',
    });
  });

  it('with the secret address in Reply-To, or with none', async () => {
    const { send, raw } = aSender();

    await send(aMail());
    await send(aMail({ replyTo: undefined }));

    const [asking, telling] = raw();
    expect(header(asking, 'Reply-To')).toBe('r.abcdefghijklmnopqrstuvwxyz234567@reply.example.net');
    expect(header(telling, 'Reply-To')).toBeUndefined();
  });

  it('in one conversation with the others about its request, under an id of its own domain', async () => {
    const { send, raw } = aSender();

    await send(aMail());
    await send(aMail({ to: 'carla@example.com' }));

    const [one, other] = raw();
    expect(header(one, 'References')).toBe('<r1@countersign.example.net>');
    expect(header(other, 'References')).toBe('<r1@countersign.example.net>');
    expect([one, other].map((mail) => header(mail, 'In-Reply-To'))).toEqual(
      Array(2).fill('<r1@countersign.example.net>'),
    );
    expect(header(one, 'Message-ID')).toMatch(/^<r1\.[0-9a-f]{16}@countersign\.example\.net>$/);
    expect(header(other, 'Message-ID')).not.toBe(header(one, 'Message-ID'));
  });

  it('with what SES shall tell again when it does not arrive', async () => {
    const { send, raw } = aSender();

    await send(aMail({ person: 'bruno.lima' }));
    await send(aMail());

    const [toPerson, toAddress] = raw().map((mail) => mail.replace(/\r\n /g, ' '));
    expect(header(toPerson, 'X-SES-MESSAGE-TAGS')).toBe('request=r1, notice=approval-asked, person=YnJ1bm8ubGltYQ');
    expect(header(toAddress, 'X-SES-MESSAGE-TAGS')).toBe('request=r1, notice=approval-asked');
  });

  it('again under the same id, so that a mail program shows it once', async () => {
    const { send, raw } = aSender();

    await send(aMail());
    await send(aMail());

    const [first, second] = raw();
    expect(header(second, 'Message-ID')).toBe(header(first, 'Message-ID'));
  });

  it.each([
    [undefined, 'auto-generated'],
    ['auto-replied', 'auto-replied'],
  ] as const)('marked as automatic: %s is %s', async (autoSubmitted, marked) => {
    const { send, raw } = aSender();

    await send(aMail({ autoSubmitted }));

    expect(header(raw()[0], 'Auto-Submitted')).toBe(marked);
  });
});

describe('a mail is not sent', () => {
  it('when a tag holds what SES does not take: that is a mistake of ours', async () => {
    const { send, mock } = aSender();

    await expect(send(aMail({ requestId: 'r1, notice=x' }))).rejects.toThrow('the tag request');

    expect(mock).not.toHaveReceivedAnyCommand();
  });

  it.each([
    ['the address is not one mailbox', { to: 'bruno@example.com, mallory@example.net' }],
    ['T-09: the subject opens a header', { subject: 'x\r\nBcc: mallory@example.net' }],
  ])('when %s: a fault that no repeat mends', async (_name, more) => {
    const { send, mock } = aSender();

    await expect(send(aMail(more))).rejects.toMatchObject({ name: 'MailNotComposable', retryable: false });

    expect(mock).not.toHaveReceivedAnyCommand();
  });

  it('when SES refuses it: the error comes out', async () => {
    const { send, mock } = aSender();
    const error = new MessageRejected({ message: 'x', $metadata: {} });
    mock.on(SendRawEmailCommand).rejects(error);

    await expect(send(aMail())).rejects.toBe(error);
  });

  it.each([
    ['Throttling', 'Maximum sending rate exceeded.', 'MailThrottled'],
    ['TooManyRequestsException', 'Too many requests', 'MailThrottled'],
    ['LimitExceeded', 'limit', 'MailThrottled'],
    ['Throttling', 'Daily message quota exceeded.', 'MailQuotaSpent'],
  ])('D-09: when SES throttles (%s: %s): %s', async (name, message, fault) => {
    const { send, mock } = aSender();
    mock.on(SendRawEmailCommand).rejects(Object.assign(new Error(message), { name }));

    await expect(send(aMail())).rejects.toMatchObject({ name: fault, retryable: true });
  });
});

it('D-09: the client tries once, because only the dispatcher knows the rate and what is urgent', async () => {
  expect(await sesClient().config.maxAttempts()).toBe(1);
});
