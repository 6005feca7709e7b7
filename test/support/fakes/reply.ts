import { readLeaves } from '../../../lambdas/adapters/mime/leaves.ts';
import { makeReceiveReply } from '../../../lambdas/application/mail-in/receive-reply.ts';
import type { ReceivedMail, ReplyPorts } from '../../../lambdas/application/mail-in/received-mail.ts';
import type { OpenedMail } from '../../../lambdas/application/ports/mail-ports.ts';
import { aDispatch, replyDomain } from './dispatch.ts';
import { pending } from './steps.ts';
import { aWorld, type World } from './world.ts';

interface ReplyMail {
  readonly body?: string;
  /** Replaces headers, or takes them away by undefined. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** What the event of the receipt says. */
  readonly receipt?: Partial<ReceivedMail>;
  /** The raw bytes, instead of headers and body. */
  readonly raw?: string;
}

const pass = { status: 'PASS' };
export const verdicts = { virusVerdict: pass, spamVerdict: pass, dmarcVerdict: pass };

const rawMail = (from: string, to: string, { headers, body = 'APPROVE' }: ReplyMail): string => {
  const all = {
    From: from,
    To: `Countersign <${to}>`,
    Date: 'Tue, 24 Nov 2026 17:05:00 +0000',
    'Message-ID': '<1@example.com>',
    ...headers,
  };
  const written = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}\r\n`],
  );
  return `${written.join('')}\r\n${body}\r\n`;
};

/** A mail as a store opens it. */
export const openedMail = (raw: Uint8Array): OpenedMail => ({
  sizeBytes: raw.byteLength,
  read: async () => raw,
  leave: () => undefined,
});

/** A mailbox over a world: `reply` is what SES would bring, through the real MIME adapter. */
export const aReplyReader = (world: World, more: Partial<ReplyPorts> = {}) => {
  const stored = new Map<string, Uint8Array>();
  let received = 0;
  const receive = makeReceiveReply({
    ...world.ports,
    mails: {
      open: async (messageId) => openedMail(stored.get(messageId) ?? new Uint8Array()),
    },
    readLeaves,
    replyDomain,
    ...more,
  });
  /** From `from` to the reply address `to`; the same `messageId` is the same delivery again. */
  const reply = async (from: string, to: string, mail: ReplyMail = {}): Promise<void> => {
    received += 1;
    const messageId = mail.receipt?.messageId ?? `message-${received}`;
    stored.set(messageId, Buffer.from(mail.raw ?? rawMail(from, to, mail), 'latin1'));
    const receivedAt = world.ports.clock();
    await receive({ messageId, recipients: [to], verdicts, envelopeSender: from, receivedAt, ...mail.receipt });
  };
  return { reply };
};

/** A request that was mailed to bruno, his reply address, and the mailbox. */
export const anAskedApprover = async (world = aWorld()) => {
  const id = await pending(world);
  const dispatch = aDispatch(world);
  await dispatch.dispatchAll();
  const mail = dispatch.sent.find(({ to }) => to === 'bruno@example.com');
  if (!mail?.replyTo) throw new Error('bruno was offered no reply');
  dispatch.sent.length = 0;
  world.time.set('2026-11-24T17:06:00Z');
  const readerWith = (more: Partial<ReplyPorts>) => aReplyReader(world, more);
  return { world, id, dispatch, address: mail.replyTo, asked: mail, readerWith, ...aReplyReader(world) };
};
