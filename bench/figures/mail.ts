import PostalMime from 'postal-mime';
import { readLeaves } from '../../lambdas/adapters/mime/leaves.ts';
import { readReply } from '../../lambdas/core/reply/read-reply.ts';
import { clients } from '../../local/mail/clients/clients.ts';
import { writeReply } from '../../local/mail/clients/write-reply.ts';
import { type Figure, reading } from '../figure.ts';

const BATCHES = 25;
const REPLIES_OF_A_BATCH = 40;

/** A reply as Gmail writes it, grown to `bytes` by what it quotes. */
const replyOf = async (bytes: number): Promise<Uint8Array> => {
  const line = 'What was asked before stands here again, as it does in a long conversation.\n';
  const write = (lines: number) =>
    writeReply(clients.gmail, {
      from: 'bruno@example.com',
      fromName: 'Bruno Lima',
      to: 'r.abcdefghijklmnop@reply.example.com',
      text: 'APPROVE',
      date: new Date('2026-11-24T17:05:00Z'),
      language: 'en',
      original: {
        from: 'countersign@example.com',
        fromName: 'Countersign',
        to: 'bruno@example.com',
        subject: 'Approval needed',
        date: new Date('2026-11-24T17:00:00Z'),
        text: line.repeat(lines),
      },
    });
  const [none, ten] = [(await write(0)).length, (await write(10)).length];
  return write(Math.max(0, Math.round((bytes - none) / ((ten - none) / 10))));
};

const decide = async (raw: Uint8Array): Promise<void> => {
  const { decision } = readReply(await readLeaves(raw));
  if (decision !== 'approve') throw new Error(`the reply was read as ${decision}`);
};

const parse = async (raw: Uint8Array): Promise<void> => {
  await PostalMime.parse(raw);
};

/** CPU milliseconds for one call, the best of many batches; the two take turns so that both meet the same machine. */
const timeBoth = async (raw: Uint8Array): Promise<readonly [number, number]> => {
  const best: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    for (const [which, act] of [decide, parse].entries()) {
      const before = process.cpuUsage();
      for (let at = 0; at < REPLIES_OF_A_BATCH; at += 1) await act(raw);
      const { user, system } = process.cpuUsage(before);
      best[which as 0 | 1] = Math.min(best[which as 0 | 1], (user + system) / 1000 / REPLIES_OF_A_BATCH);
    }
  }
  return best;
};

const readingsOf = async (kilobytes: number) => {
  const raw = await replyOf(kilobytes * 1000);
  const [ours, library] = await timeBoth(raw);
  const what = `reply of ${raw.length} bytes: parse and decide / the MIME library's own parse`;
  return [
    reading(`P16.${kilobytes}kB`, what, [ours / library, 'ratio'], ['<=', 1.3]),
    reading(`P16.${kilobytes}kB.cpu`, 'CPU of parse and decide', [ours, 'ms']),
  ];
};

/** P16: what reading a mailed reply costs beside the least that reading a mail can cost. */
export const mail: Figure = {
  id: 'P16',
  title: 'reading a mailed reply, beside the parser alone',
  measure: async () => [...(await readingsOf(2)), ...(await readingsOf(120))],
};
