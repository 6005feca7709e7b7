import { expect, it } from 'vitest';
import { effectKeys } from '../../support/fakes/effect-store.ts';
import { anAskedApprover, verdicts } from '../../support/fakes/reply.ts';

type Reply = Awaited<ReturnType<typeof anAskedApprover>>['reply'];

const spammer = 'spam@junk.example';
const guess = (n: number): string =>
  `r.${n
    .toString(32)
    .padStart(32, 'a')
    .replace(/[0189]/g, 'z')}@reply.example.net`;

/** Junk as it comes to a mail domain: to nobody, to guessed addresses, forged, of robots, and to a leaked address. */
const junk: readonly ((reply: Reply, leaked: string, n: number) => Promise<void>)[] = [
  (reply, _, n) => reply(spammer, `sales${n}@reply.example.net`),
  (reply, _, n) => reply(spammer, guess(n)),
  (reply, leaked) =>
    reply('bruno@example.com', leaked, { receipt: { verdicts: { ...verdicts, dmarcVerdict: { status: 'FAIL' } } } }),
  (reply, leaked) =>
    reply('bruno@example.com', leaked, { receipt: { verdicts: { ...verdicts, spamVerdict: { status: 'FAIL' } } } }),
  (reply, leaked) => reply('bruno@example.com', leaked, { receipt: { envelopeSender: '<>' } }),
  (reply, leaked) => reply('bruno@example.com', leaked, { headers: { 'Auto-Submitted': 'auto-replied' } }),
  (reply, leaked) => reply('bruno@example.com', leaked, { headers: { Date: 'Tue, 10 Nov 2026 17:05:00 +0000' } }),
  (reply, leaked) => reply('bruno@example.com', leaked, { raw: 'no header at all' }),
];

it('D-08: of 10,000 junk mails none is answered, none opens anything, and each leaves its record', async () => {
  const { world, id, address, reply } = await anAskedApprover();
  const before = await world.ports.requests.load(id);
  const effectsBefore = effectKeys(world.table).length;

  for (let n = 0; n < 10_000; n += 1) await junk[n % junk.length]?.(reply, address, n);

  const written = world.table.all().filter(({ sk }) => sk.startsWith('E#'));
  const mails = written
    .flatMap((effect) => effect['steps'] as { kind: string }[])
    .filter(({ kind }) => kind === 'mail');
  expect(await world.ports.requests.load(id)).toEqual(before);
  // The one that asked Bruno and Carla, before the junk.
  expect(mails).toMatchObject([{ notice: 'approval-asked' }]);
  expect(effectKeys(world.table).length - effectsBefore).toBe(10_000);
  expect(new Set(world.refusals().map(({ type }) => type))).toEqual(new Set(['ReplyRefused']));
});
