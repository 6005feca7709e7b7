import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../lambdas/application/fault.ts';
import type { OutgoingMail } from '../../../lambdas/application/ports/mail-ports.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { makeSweepDue } from '../../../lambdas/application/sweep/sweep-due.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { effectKeys } from '../../support/fakes/effect-store.ts';
import { recordingRescue } from '../../support/fakes/recorders.ts';
import { pending, requestOf } from '../../support/fakes/steps.ts';
import { vaultInput } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, type World } from '../../support/fakes/world.ts';
import { aPolicy } from '../../support/policy-builders.ts';

const LEVELS = 3;
const APPROVERS = 40;

const nameOf = (level: number, number: number) => `approver-${level}-${number}`;
const levels = Array.from({ length: LEVELS }, (_, level) => ({
  approvers: Array.from({ length: APPROVERS }, (_each, number) => nameOf(level, number)),
}));

/** The vault with three levels of forty approvers before orders-*. */
const crowdedWorld = (): World => {
  const input = vaultInput({ approval: { levels, remindAfter: 'PT0S' } });
  const crowd = levels.flatMap(({ approvers }) => approvers.map((id) => ({ id, email: `${id}@example.com` })));
  return aWorld({ policy: aPolicy({ ...input, users: [...(input.users ?? []), ...crowd] }) });
};

/** Numbers from 0 to below 1 that a seed decides (mulberry32). */
const generator = (seed: number) => {
  let state = seed | 0;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** A post office that refuses what `refuses` says, and the stream and the sweeper that bring it mails until all are out. */
const aPost = (world: World, refuses: (mail: OutgoingMail) => Fault | undefined, random = () => 0.5) => {
  const sent: OutgoingMail[] = [];
  const sendMail = async (mail: OutgoingMail): Promise<void> => {
    const refusal = refuses(mail);
    if (refusal) throw refusal;
    sent.push(mail);
  };
  const dispatch = aDispatch(world, { sendMail, random, mailsPerSecond: 10 });
  const nothing = async () => undefined;
  const report = () => undefined;
  const { rescue } = recordingRescue();
  const sweep = makeSweepDue({
    ...world.ports,
    rescue,
    dispatch: dispatch.dispatch,
    changeOwedPassword: nothing,
    report,
  });
  const bring = async (): Promise<void> => {
    const keys = [...effectKeys(world.table)];
    // The stream brings again, with the notices, what is handed over.
    while (keys.length > 0) {
      const { handedOver } = await dispatch.dispatchBatch(keys.splice(0, 10));
      keys.push(...handedOver.map(({ key }) => key));
    }
  };
  const isLeft = async () => {
    const effects = await Promise.all(effectKeys(world.table).map((key) => world.ports.effects.load(key)));
    return effects.some((effect) => effect?.dueAt !== undefined);
  };
  const sweepUntilDone = async (minutes: number): Promise<number> => {
    for (let minute = 0; minute <= minutes; minute += 1) {
      if (!(await isLeft())) return minute;
      world.time.advance(60_000);
      await sweep();
    }
    throw new Error(`there are mails left after ${minutes} minutes`);
  };
  return { sent, bring, sweepUntilDone, ...{ calls: dispatch.calls, dispatch } };
};

const throttled = () => new Fault('MailThrottled', 'SES takes no more mails in this second');
const emergencyOf = async (world: World, more = {}) => {
  const id = await pending(world, more);
  await makeUseEmergency(world.ports)({ principal: principal('ana'), requestId: id, reason: 'orders are lost' });
  return id;
};

describe('D-09: while SES throttles nine calls of ten', () => {
  it('every mail is delivered, those about the emergency first, and none twice for an effect', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const world = crowdedWorld();
        const random = generator(seed);
        const { sent, bring, sweepUntilDone } = aPost(world, () => (random() < 0.9 ? throttled() : undefined), random);
        for (let request = 0; request < 3; request += 1) await pending(world);
        const emergency = await emergencyOf(world);

        await bring();
        await sweepUntilDone(24 * 60);

        const about = sent.map((mail) => `${mail.requestId === emergency ? 'emergency' : 'ordinary'} ${mail.to}`);
        const ordinary = about.filter((each) => each.startsWith('ordinary'));
        expect(about.slice(0, LEVELS * APPROVERS).every((each) => each.startsWith('emergency'))).toBe(true);
        expect(ordinary).toHaveLength(3 * APPROVERS);
        const told = sent.map(({ requestId, subject, to }) => `${requestId} ${subject} ${to}`);
        expect(new Set(told).size).toBe(told.length);
        expect(about).toHaveLength((LEVELS + 3) * APPROVERS);
      }),
      { numRuns: 5 },
    );
  });
});

describe('R-04: an emergency of three levels of forty approvers', () => {
  it('reaches all of them, though SES fails twice', async () => {
    const world = crowdedWorld();
    const id = await emergencyOf(world);
    let calls = 0;
    const { sent, bring, sweepUntilDone } = aPost(world, () => {
      calls += 1;
      return calls === 1 || calls === 60 ? new Fault('ServiceFault', 'SES did not answer') : undefined;
    });

    await bring();
    // The first that failed was handed over, and tried again with the notices.
    expect(sent).toHaveLength(LEVELS * APPROVERS - 1);
    await sweepUntilDone(5);

    expect(new Set(sent.map(({ to }) => to)).size).toBe(120);
    expect(sent).toHaveLength(120);
    for (const mail of sent) expect(mail.subject).toContain(id);
  });
});

describe('D-12: an emergency while SES and Step Functions are down', () => {
  it('is granted by its transaction alone, and everybody is told after the recovery', async () => {
    const world = crowdedWorld();
    const id = await emergencyOf(world);
    const failures = new Set(['SES', 'Step Functions']);
    const down = (name: string) => new Fault('ServiceFault', `${name} did not answer`);
    const { sent, bring, sweepUntilDone, dispatch } = aPost(world, () =>
      failures.has('SES') ? down('SES') : undefined,
    );
    const { start } = dispatch.workflow;
    dispatch.workflow.start = async (...order) => {
      if (failures.has('Step Functions')) throw down('Step Functions');
      return start(...order);
    };

    expect(await requestOf(world, id)).toMatchObject({ name: 'emergency' });
    await bring();
    expect(sent).toEqual([]);
    failures.clear();
    await sweepUntilDone(5);

    expect(new Set(sent.map(({ to }) => to)).size).toBe(120);
    expect(dispatch.calls).toContain(`start ${id} 7200`);
  });
});

describe('mail in its turn', () => {
  it('D-09: goes at the rate of the account', async () => {
    const world = crowdedWorld();
    await pending(world);
    const times: number[] = [];
    const { bring } = aPost(world, () => void times.push(world.ports.clock()));

    await bring();

    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(gaps).toEqual(Array(APPROVERS - 1).fill(100));
  });

  it('D-09: leaves what has no turn in ten seconds to the sweeper, which goes on where it stopped', async () => {
    const world = crowdedWorld();
    for (let request = 0; request < 3; request += 1) await pending(world);
    const { sent, bring, sweepUntilDone } = aPost(world, () => undefined);

    await bring();
    expect(sent).toHaveLength(101);
    await sweepUntilDone(2);

    expect(sent).toHaveLength(3 * APPROVERS);
  });

  it('D-09: keeps nothing else of a batch waiting: a workflow starts while no mail goes out', async () => {
    const world = crowdedWorld();
    const first = await pending(world);
    const second = await pending(world);
    const { sent, calls, bring } = aPost(world, throttled);

    await bring();

    expect(sent).toEqual([]);
    expect(calls).toEqual([`start ${first} 7200`, `start ${second} 7200`]);
  });

  it('D-09: asks SES once when the quota of the day is spent, and again at every sweep', async () => {
    const world = crowdedWorld();
    await pending(world);
    let calls = 0;
    const answers = [new Fault('MailQuotaSpent', 'SES takes no more mails today')];
    const { sent, bring, sweepUntilDone } = aPost(world, () => {
      calls += 1;
      return answers.pop();
    });

    await bring();
    expect(calls).toBe(1);
    await sweepUntilDone(2);

    expect(sent).toHaveLength(APPROVERS);
  });

  it('D-09: is sent by one dispatcher alone once the sweeper may be at it too', async () => {
    const world = crowdedWorld();
    await pending(world);
    const { sent, dispatch } = aPost(world, () => undefined);
    world.time.advance(60_000);

    await Promise.all([dispatch.dispatchAll(), dispatch.dispatchAll()]);

    expect(sent).toHaveLength(APPROVERS);
  });
});

it('an address that SES refuses keeps no mail from the others, and is tried again', async () => {
  const world = aWorld();
  await pending(world);
  const refused = new Set(['bruno@example.com']);
  const { sent, dispatch } = aPost(world, ({ to }) =>
    refused.has(to) ? new Fault('MessageRejected', 'this address is blocked') : undefined,
  );

  await expect(dispatch.dispatchAll()).rejects.toMatchObject({ name: 'MailNotSent' });
  expect(sent.map(({ to }) => to)).toEqual(['carla@nodmarc.example']);
  refused.clear();
  await dispatch.dispatchAll();

  expect(sent.map(({ to }) => to)).toEqual(['carla@nodmarc.example', 'bruno@example.com']);
});
