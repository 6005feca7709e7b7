import { describe, expect, it } from 'vitest';
import { makeListUndelivered } from '../../../lambdas/application/mail-in/list-undelivered.ts';
import { makeNoteUndelivered } from '../../../lambdas/application/mail-in/note-undelivered.ts';
import type { UndeliveredMail } from '../../../lambdas/application/ports/undelivered-ports.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { anAskedApprover } from '../../support/fakes/reply.ts';
import { pending } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, type World } from '../../support/fakes/world.ts';

const at = Date.parse('2026-11-24T17:00:30Z');
let told = 0;

const aBounce = (more: Partial<UndeliveredMail> = {}): UndeliveredMail => {
  told += 1;
  const id = `mail-${told} Bounce bruno@example.com`;
  return {
    id,
    kind: 'bounced',
    address: 'bruno@example.com',
    at,
    reason: 'smtp; 550 5.1.1 user unknown',
    person: 'bruno',
    ...more,
  };
};

/** A vault whose mail does not all arrive: what administrators are shown and mailed. */
const aPostRoom = async (world = aWorld()) => {
  const requestId = await pending(world);
  const dispatch = aDispatch(world);
  await dispatch.dispatchAll();
  dispatch.sent.length = 0;
  const note = makeNoteUndelivered(world.ports);
  const list = makeListUndelivered(world.ports);
  const shown = async () => {
    const outcome = await list();
    return outcome.ok ? outcome.value : [];
  };
  const mailed = async () => {
    await dispatch.dispatchAll();
    return dispatch.sent.splice(0).map(({ to, subject, text }) => ({ to, subject, text }));
  };
  return { world, requestId, note, shown, mailed };
};

const records = (world: World) => world.refusals().filter(({ type }) => type.startsWith('Mail'));

describe('a mail that bounces', () => {
  it('is recorded, shown to administrators with its person, and mailed to them', async () => {
    const { world, requestId, note, shown, mailed } = await aPostRoom();

    await note(aBounce({ requestId }));

    expect(await shown()).toEqual([
      {
        who: 'bruno',
        name: 'Bruno Lima',
        address: 'bruno@example.com',
        kind: 'bounced',
        since: at,
        lastAt: at,
        mails: 1,
        reason: 'smtp; 550 5.1.1 user unknown',
        requestId,
      },
    ]);
    expect(await mailed()).toMatchObject([
      { to: 'vault@example.com', subject: `Mail does not arrive: request ${requestId}` },
    ]);
    expect(records(world)).toMatchObject([{ type: 'MailUndelivered', detail: { kind: 'bounced', person: 'bruno' } }]);
  });

  it('names its person, address and reason in the mail', async () => {
    const { requestId, note, mailed } = await aPostRoom();

    await note(aBounce({ requestId }));

    const [mail] = await mailed();
    for (const words of ['Bruno Lima', 'bruno@example.com', '550 5.1.1 user unknown'])
      expect(mail?.text).toContain(words);
  });

  it('is noted once, however often it is told', async () => {
    const { world, requestId, note, mailed, shown } = await aPostRoom();
    const bounce = aBounce({ requestId });

    await note(bounce);
    await note(bounce);

    expect(await mailed()).toHaveLength(1);
    expect(records(world)).toHaveLength(1);
    expect(await shown()).toMatchObject([{ mails: 1 }]);
  });

  it('again is counted and recorded, and not mailed', async () => {
    const { world, requestId, note, mailed, shown } = await aPostRoom();
    await note(aBounce({ requestId }));
    await mailed();

    await note(aBounce({ requestId, at: at + 60_000, reason: 'Suppressed' }));

    expect(await mailed()).toEqual([]);
    expect(await shown()).toMatchObject([{ since: at, lastAt: at + 60_000, mails: 2, reason: 'Suppressed' }]);
    expect(records(world)).toHaveLength(2);
  });

  it('and was to an administrator is shown by its address and never mailed, so that no mail is about itself', async () => {
    const { requestId, note, mailed, shown } = await aPostRoom();

    await note(aBounce({ requestId, person: undefined, address: 'vault@example.com' }));

    expect(await mailed()).toEqual([]);
    expect(await shown()).toMatchObject([{ who: 'vault@example.com', name: undefined }]);
  });

  it('and is about a request that nobody knows is recorded and shown', async () => {
    const { world, note, mailed, shown } = await aPostRoom();

    await note(aBounce({ requestId: 'no-such-request' }));

    expect(await mailed()).toEqual([]);
    expect(await shown()).toHaveLength(1);
    expect(records(world)).toHaveLength(1);
  });
});

describe('a complaint', () => {
  it('counts as a bounce does', async () => {
    const { requestId, note, mailed, shown } = await aPostRoom();

    await note(aBounce({ requestId, kind: 'complained', reason: 'abuse' }));

    expect(await shown()).toMatchObject([{ kind: 'complained' }]);
    expect((await mailed())[0]?.text).toContain('reported it as unwanted');
  });
});

describe('a delay', () => {
  it('is shown and not mailed; a bounce after it is mailed', async () => {
    const { requestId, note, mailed, shown } = await aPostRoom();

    await note(aBounce({ requestId, kind: 'delayed', reason: 'MailboxFull' }));
    expect(await mailed()).toEqual([]);
    expect(await shown()).toMatchObject([{ kind: 'delayed', reason: 'MailboxFull' }]);

    await note(aBounce({ requestId }));
    expect(await mailed()).toHaveLength(1);
    expect(await shown()).toMatchObject([{ kind: 'bounced', mails: 2 }]);
  });

  it('takes no bounce back', async () => {
    const { requestId, note, shown } = await aPostRoom();
    await note(aBounce({ requestId }));

    await note(aBounce({ requestId, kind: 'delayed', reason: 'MailboxFull' }));

    expect(await shown()).toMatchObject([{ kind: 'bounced', reason: 'smtp; 550 5.1.1 user unknown', mails: 2 }]);
  });
});

describe('a person is reachable again', () => {
  it('when the policy names another address; a late bounce of the old one is recorded alone', async () => {
    const { world, requestId, note, shown, mailed } = await aPostRoom();
    await note(aBounce({ requestId }));
    await mailed();
    world.book.edit(vaultPolicy({ users: { bruno: { email: 'bruno.lima@example.com' } } }));

    expect(await shown()).toEqual([]);
    await note(aBounce({ requestId }));
    expect(await shown()).toEqual([]);
    expect(await mailed()).toEqual([]);
    expect(records(world)).toHaveLength(2);
  });

  it('when the new address bounces as well, since then and with a mail of its own', async () => {
    const { world, requestId, note, shown, mailed } = await aPostRoom();
    await note(aBounce({ requestId }));
    await mailed();
    world.book.edit(vaultPolicy({ users: { bruno: { email: 'bruno.lima@example.com' } } }));

    await note(aBounce({ requestId, address: 'Bruno.Lima@example.com', at: at + 1 }));

    expect(await shown()).toMatchObject([{ since: at + 1, mails: 1 }]);
    expect(await mailed()).toHaveLength(1);
  });

  it('when the policy does not name the person any more', async () => {
    const { world, requestId, note, shown } = await aPostRoom();
    await note(aBounce({ requestId, person: 'carla', address: 'carla@nodmarc.example' }));
    const { users, ...rest } = vaultPolicy();
    world.book.edit({ ...rest, users: users.filter(({ id }) => id !== 'carla') });

    expect(await shown()).toEqual([]);
  });

  it('when a mail is answered, and that is recorded', async () => {
    const { world, id, address, reply } = await anAskedApprover();
    await makeNoteUndelivered(world.ports)(aBounce({ requestId: id, kind: 'complained' }));

    await reply('bruno@example.com', address, { body: 'What is this?' });

    const left = await makeListUndelivered(world.ports)();
    expect(left).toEqual({ ok: true, value: [] });
    expect(records(world).map(({ type }) => type)).toEqual(['MailUndelivered', 'MailArrived']);
  });

  it('after thirty days without another', async () => {
    const { world, requestId, note, shown } = await aPostRoom();
    await note(aBounce({ requestId }));

    world.time.set('2026-12-24T17:00:29Z');
    expect(await shown()).toHaveLength(1);
    world.time.set('2026-12-24T17:00:30Z');
    expect(await shown()).toEqual([]);
  });
});
