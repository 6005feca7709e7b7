import { describe, expect, it } from 'vitest';
import { makeRedriveDeadLetters } from '../../../lambdas/application/effects/redrive-dead-letters.ts';
import type { DeadLetter, DeadLetterQueueName } from '../../../lambdas/application/ports/redrive-ports.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { pending } from '../../support/fakes/steps.ts';
import { vaultRecords } from '../../support/fakes/vault-log.ts';
import { aWorld, principal, type World } from '../../support/fakes/world.ts';

const admin = principal('alex', 'administrator');

/** What lies in the queues, and what was done about it. `broken` names what fails. */
const aRedrive = (world: World, lying: Partial<Record<DeadLetterQueueName, readonly string[]>>, broken = '') => {
  const queues = new Map(
    Object.entries(lying).map(([queue, bodies]) => [
      queue,
      bodies.map((body, index): DeadLetter => ({ receipt: `${queue}-${index}`, body })),
    ]),
  );
  const hidden = new Set<string>();
  const did: string[] = [];
  const reported: string[] = [];
  const failing = async (what: string): Promise<void> => {
    if (broken !== '' && what.includes(broken)) throw new Error('still broken');
    did.push(what);
  };
  const dispatcher = aDispatch(world);
  const redrive = makeRedriveDeadLetters({
    ...world.ports,
    letters: {
      count: async (queue) => queues.get(queue)?.length ?? 0,
      receive: async (queue) => {
        const seen = (queues.get(queue) ?? []).filter(({ receipt }) => !hidden.has(receipt)).slice(0, 10);
        for (const { receipt } of seen) hidden.add(receipt);
        return seen;
      },
      giveBack: async (_queue, { receipt }) => void hidden.delete(receipt),
      remove: async (queue, letter) => {
        queues.set(
          queue,
          (queues.get(queue) ?? []).filter(({ receipt }) => receipt !== letter.receipt),
        );
      },
    },
    dispatch: async (key) => {
      await failing(`effect ${key.sk}`);
      return dispatcher.dispatch(key);
    },
    readMail: (event) => failing(`mail ${JSON.stringify(event)}`),
    noteBounce: (event) => failing(`bounce ${JSON.stringify(event)}`),
    startSweep: () => failing('sweep'),
    sendToSiem: (body) => failing(`siem ${body}`),
    report: (what) => void reported.push(what),
  });
  const isShown = (queue: DeadLetterQueueName) =>
    (queues.get(queue) ?? []).every(({ receipt }) => !hidden.has(receipt));
  const left = (queue: DeadLetterQueueName) => queues.get(queue)?.length ?? 0;
  return { redrive, did, reported, left, isShown, published: dispatcher.published };
};

/** What the stream leaves behind: where the records were, and when they came. */
const pointer = (first: string, last = first) =>
  JSON.stringify({
    DDBStreamBatchInfo: {
      approximateArrivalOfFirstRecord: `2026-11-24T${first}Z`,
      approximateArrivalOfLastRecord: `2026-11-24T${last}Z`,
      batchSize: 1,
    },
  });

describe('dead letters of effects', () => {
  it('are replayed from the effects themselves, which the stream may have forgotten', async () => {
    const world = aWorld();
    const id = await pending(world);
    const { redrive, left, published } = aRedrive(world, { effects: [pointer('17:00:01')] });
    world.time.advance(24 * 3_600_000);

    expect(await redrive({ principal: admin, queue: 'effects', dryRun: false })).toEqual({
      ok: true,
      value: [{ queue: 'effects', found: 1, done: 1, left: 0 }],
    });
    expect(published).toEqual([`request:${id}#1 RequestSubmitted`, `request:${id}#2 LevelOpened`]);
    expect(left('effects')).toBe(0);
  });

  it('D-06: stay while an effect of their time fails, and only those', async () => {
    const world = aWorld();
    await pending(world);
    const letters = [pointer('17:00:01'), pointer('12:00:00', '12:00:30')];
    const { redrive, left, reported } = aRedrive(world, { effects: letters }, 'E#00000002');
    world.time.advance(3_600_000);

    expect(await redrive({ principal: admin, queue: 'effects', dryRun: false })).toMatchObject({
      value: [{ found: 2, done: 1, left: 1 }],
    });
    expect(left('effects')).toBe(1);
    expect(reported).toEqual([expect.stringContaining('the effect R#'), 'a dead letter of effects']);
  });

  it('stay while an effect of their time is not due yet: the stream may still be at it', async () => {
    const world = aWorld();
    await pending(world);
    const { redrive, left, published } = aRedrive(world, { effects: [pointer('17:00:01')] });

    await redrive({ principal: admin, queue: 'effects', dryRun: false });

    expect([left('effects'), published]).toEqual([1, []]);
  });

  it('that nobody can read stay', async () => {
    const { redrive, left } = aRedrive(aWorld(), { effects: ['{}', 'not JSON'] });

    await redrive({ principal: admin, queue: 'effects', dryRun: false });

    expect(left('effects')).toBe(2);
  });

  it('stay when the time does not suffice for every effect', async () => {
    const world = aWorld();
    await pending(world);
    world.time.advance(3_600_000);
    let looks = 0;
    const clock = () => {
      looks += 1;
      return world.ports.clock() + 10_000 * looks;
    };
    const hurried = { ...world, ports: { ...world.ports, clock } };
    const { redrive, left } = aRedrive(hurried, { effects: [pointer('17:00:01')] });

    await redrive({ principal: admin, queue: 'effects', dryRun: false });

    expect(left('effects')).toBe(1);
  });
});

describe('other dead letters', () => {
  it('are done again by whoever could not do them, and taken off', async () => {
    const lying = {
      mail: ['{"requestPayload":{"Records":[1]}}'],
      bounces: ['{"requestPayload":{"id":1}}', '{"id":2}'],
      schedule: ['{}'],
      siem: ['{"seq":1}'],
    };
    const { redrive, did } = aRedrive(aWorld(), lying);

    expect(await redrive({ principal: admin, dryRun: false })).toMatchObject({
      value: [
        { queue: 'effects', found: 0 },
        { queue: 'mail', found: 1, done: 1 },
        { queue: 'bounces', found: 2, done: 2 },
        { queue: 'schedule', found: 1, done: 1 },
        { queue: 'siem', found: 1, done: 1 },
      ],
    });
    expect(did).toEqual(['mail {"Records":[1]}', 'bounce {"id":1}', 'bounce {"id":2}', 'sweep', 'siem {"seq":1}']);
  });

  it('that fail again stay, and the others of their queue are done', async () => {
    const mails = Array.from({ length: 25 }, (_, index) => `{"requestPayload":"mail-${index}."}`);
    const { redrive, left, reported, isShown } = aRedrive(aWorld(), { mail: mails }, 'mail-3.');

    expect(await redrive({ principal: admin, queue: 'mail', dryRun: false })).toMatchObject({
      value: [{ found: 25, done: 24, left: 1 }],
    });
    expect([left('mail'), isShown('mail')]).toEqual([1, true]);
    expect(reported).toEqual(['a dead letter of mail']);
  });
});

describe('a redrive', () => {
  it('that is a dry run only counts, and leaves no record', async () => {
    const world = aWorld();
    const { redrive, did, left } = aRedrive(world, { schedule: ['{}', '{}'] });

    expect(await redrive({ principal: admin, queue: 'schedule', dryRun: true })).toEqual({
      ok: true,
      value: [{ queue: 'schedule', found: 2, done: 0, left: 0 }],
    });
    expect([did, left('schedule'), vaultRecords(world.table)]).toEqual([[], 2, []]);
  });

  it('is recorded with who asked for it', async () => {
    const world = aWorld();
    await aRedrive(world, { schedule: ['{}'] }).redrive({ principal: admin, queue: 'schedule', dryRun: false });

    expect(vaultRecords(world.table)).toMatchObject([
      { type: 'DeadLettersRedriven', actor: 'alex', detail: { queues: [{ queue: 'schedule', done: 1 }] } },
    ]);
  });
});
