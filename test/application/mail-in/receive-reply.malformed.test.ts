import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../simulation/engine/random.ts';
import { anAskedApprover, openedMail, verdicts } from '../../support/fakes/reply.ts';
import { damages, writtenReply } from '../../support/malformed-mails.ts';

const bruno = 'bruno@example.com';
const MOST_BYTES = 128 * 1024;

/** A reply of Bruno's, as a latin1 string. */
const written = (to: string, text: string): Promise<string> =>
  writtenReply({ from: bruno, to, text, date: new Date('2026-11-24T17:05:00Z') });

const runs = Object.entries(damages).flatMap(([name, damage]) =>
  Array.from({ length: 25 }, (_, seed) => [name, seed, damage] as const),
);

describe('a malformed mail at the right address, from the right person, with DMARC PASS (threats.md D-02, D-06)', () => {
  it('decides nothing, throws nothing and leaves the request as it is, in hundreds of forms', async () => {
    const { world, id, reply, address } = await anAskedApprover();
    const before = await world.ports.requests.load(id);
    const mail = await written(address, 'Maybe');

    for (const [name, seed, damage] of runs) {
      const raw = damage(mail, makeRandom(seed));
      await expect(reply(bruno, address, { raw }), `${name}, seed ${seed}`).resolves.toBeUndefined();
    }

    expect(runs.length).toBeGreaterThan(400);
    expect(await world.ports.requests.load(id)).toEqual(before);
  }, 60_000);

  it.each(Object.entries(damages))('%s, never turns an approval into the opposite', async (_name, damage) => {
    const { world, id, reply, address } = await anAskedApprover();
    const mail = await written(address, 'APPROVE');

    for (let seed = 0; seed < 10; seed += 1) await reply(bruno, address, { raw: damage(mail, makeRandom(seed)) });

    const request = (await world.ports.requests.load(id))?.request;
    expect(request && 'ballots' in request ? request.ballots.map(({ verdict }) => verdict) : []).not.toContain(
      'disapprove',
    );
  });

  it.each([25_000_000, 40_000_000, MOST_BYTES + 1])(
    'of %i bytes is refused without being read (D-01)',
    async (size) => {
      const asked = await anAskedApprover();
      const read: string[] = [];
      const { reply } = asked.readerWith({
        mails: {
          open: async (messageId) => ({
            ...openedMail(new Uint8Array()),
            sizeBytes: size,
            read: async () => {
              read.push(messageId);
              return new Uint8Array();
            },
          }),
        },
      });

      await reply(bruno, asked.address);

      expect(read).toEqual([]);
      expect(asked.world.refusals().at(-1)).toMatchObject({ type: 'ReplyRefused', detail: { rule: 'too-large' } });
    },
  );
});

describe('any bytes at all', () => {
  it('never throw and never decide', async () => {
    const { world, id, reply, address } = await anAskedApprover();
    const before = await world.ports.requests.load(id);

    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        await reply(bruno, address, { raw: Buffer.from(bytes).toString('latin1') });
      }),
    );

    expect(await world.ports.requests.load(id)).toEqual(before);
  });

  it('never decide without the token and PASS, however good the mail is (S-01)', async () => {
    const { world, id, reply, address } = await anAskedApprover();
    const before = await world.ports.requests.load(id);
    const mail = await written(address, 'APPROVE');
    const status = fc.constantFrom('FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED', 'pass', '', undefined);
    const recipient = fc.constantFrom(
      address.toUpperCase().replace('R.', 'r.A'),
      'r.aaaaaaaa@reply.example.net',
      bruno,
    );

    await fc.assert(
      fc.asyncProperty(status, recipient, fc.boolean(), async (given, to, wrongToken) => {
        const dmarcVerdict = wrongToken ? { status: 'PASS' } : given === undefined ? undefined : { status: given };
        const recipients = wrongToken ? [to] : [address];
        await reply(bruno, address, { raw: mail, receipt: { recipients, verdicts: { ...verdicts, dmarcVerdict } } });
      }),
    );

    expect(await world.ports.requests.load(id)).toEqual(before);
  });
});
