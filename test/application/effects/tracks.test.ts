import { describe, expect, it } from 'vitest';
import { Fault } from '../../../lambdas/application/fault.ts';
import type { OutgoingMail } from '../../../lambdas/application/ports/mail-ports.ts';
import { makeRevokeAccess } from '../../../lambdas/application/requests/revoke-access.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { effectKeys } from '../../support/fakes/effect-store.ts';
import { pending } from '../../support/fakes/steps.ts';
import { vaultInput } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, submitted, type World } from '../../support/fakes/world.ts';
import { aPolicy } from '../../support/policy-builders.ts';

const APPROVERS = Array.from({ length: 20 }, (_, number) => `approver-${number}`);

const aCrowdedWorld = (): World => {
  const input = vaultInput({ approval: { levels: [{ approvers: APPROVERS }], remindAfter: 'PT0S' } });
  const crowd = APPROVERS.map((id) => ({ id, email: `${id}@example.com` }));
  return aWorld({ policy: aPolicy({ ...input, users: [...(input.users ?? []), ...crowd] }) });
};

/** An emergency that tells twenty approvers, after the mails that asked them; and its effects. */
const anEmergency = async (world: World) => {
  const id = await pending(world);
  await aDispatch(world).dispatchAll();
  const before = effectKeys(world.table).length;
  await makeUseEmergency(world.ports)({ principal: principal('ana'), requestId: id, reason: 'orders are lost' });
  return { id, keys: effectKeys(world.table).slice(before) };
};

const counting = (refuses: (count: number) => Fault | undefined = () => undefined) => {
  const sent: OutgoingMail[] = [];
  let calls = 0;
  const sendMail = async (mail: OutgoingMail): Promise<void> => {
    calls += 1;
    const refusal = refuses(calls);
    if (refusal) throw refusal;
    sent.push(mail);
  };
  return { sent, sendMail, calls: () => calls };
};

describe('D-09: on the track of steps', () => {
  it('mail takes a moment of the time of those who wait, and goes on with the notices', async () => {
    const world = aCrowdedWorld();
    const { keys } = await anEmergency(world);
    const { sent, sendMail } = counting();
    const { dispatchBatch } = aDispatch(world, { sendMail, mailsPerSecond: 5 });
    const began = world.ports.clock();

    const { handedOver, failed, putOff } = await dispatchBatch(keys);
    expect(world.ports.clock() - began).toBeLessThanOrEqual(500);
    expect([handedOver.length, failed, putOff]).toEqual([1, undefined, []]);
    expect(sent).toHaveLength(3);

    await dispatchBatch(handedOver.map(({ key }) => key));
    expect(sent.map(({ to }) => to)).toEqual(APPROVERS.map((id) => `${id}@example.com`));
  });

  it('a mail that SES does not take is not tried again, nor any behind it: what is left fails among the notices', async () => {
    const world = aCrowdedWorld();
    const { keys } = await anEmergency(world);
    const { sendMail, calls } = counting(() => new Fault('ServiceFault', 'SES did not answer'));
    const { dispatchBatch } = aDispatch(world, { sendMail });

    const { handedOver, failed } = await dispatchBatch(keys);
    expect(failed).toBeUndefined();
    expect(handedOver).toMatchObject([{ key: keys[0], why: { name: 'MailNotSent' } }]);
    expect(calls()).toBe(APPROVERS.length);

    expect(await dispatchBatch(handedOver.map(({ key }) => key))).toMatchObject({ failed: { at: 0 }, handedOver: [] });
  });

  it('a revocation closes the access at once, whatever mail SES throttles', async () => {
    const world = aCrowdedWorld();
    const { id, keys } = await anEmergency(world);
    await makeRevokeAccess(world.ports)({ principal: principal('approver-0'), requestId: id, text: 'not now' });
    const { sent, sendMail } = counting(() => new Fault('MailThrottled', 'no more in this second'));
    const { dispatchBatch, calls } = aDispatch(world, { sendMail, mailsPerSecond: 1 });
    const began = world.ports.clock();

    const all = effectKeys(world.table).slice(-keys.length - 1);
    const { handedOver } = await dispatchBatch(all);

    expect(calls).toContain(`close ${id}`);
    expect(world.ports.clock() - began).toBeLessThanOrEqual(500);
    expect(sent).toEqual([]);
    expect(handedOver.map(({ key }) => key)).toEqual(all);
  });
});

describe('a batch', () => {
  it('does the steps of different requests side by side: one that hangs holds up no other', async () => {
    const world = aWorld();
    const ids = [await submitted(world), await submitted(world)];
    const dispatch = aDispatch(world);
    const { start } = dispatch.workflow;
    const { promise: others, resolve } = Promise.withResolvers<void>();
    dispatch.workflow.start = async (id, secondsLeft) => {
      if (id === ids[0]) await others;
      else resolve();
      return start(id, secondsLeft);
    };

    await dispatch.dispatchBatch(effectKeys(world.table));

    expect(dispatch.calls).toEqual([`start ${ids[1]} 7200`, `start ${ids[0]} 7200`]);
  });
});
