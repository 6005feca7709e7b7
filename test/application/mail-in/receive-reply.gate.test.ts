import { describe, expect, it } from 'vitest';
import { sha256, sha256Bytes } from '../../../lambdas/adapters/runtime/runtime.ts';
import type { GateRefusal } from '../../../lambdas/core/reply/gate-refusal.ts';
import { anAskedApprover, aReplyReader, verdicts } from '../../support/fakes/reply.ts';
import { requestOf } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, type World } from '../../support/fakes/world.ts';

const bruno = 'bruno@example.com';
const unknown = 'r.zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz@reply.example.net';
type Setting = Awaited<ReturnType<typeof anAskedApprover>>;
type Mail = Parameters<Setting['reply']>[2];

/** One refused reply: who sends what, after what was changed. */
interface Case {
  readonly from?: string;
  readonly to?: string;
  readonly mail?: (address: string) => Mail;
  readonly before?: (world: World) => unknown;
}

const headers = (changed: NonNullable<NonNullable<Mail>['headers']>) => ({ mail: () => ({ headers: changed }) });
const receipt = (changed: NonNullable<NonNullable<Mail>['receipt']>) => ({ mail: () => ({ receipt: changed }) });
const verdict = (changed: object) => receipt({ verdicts: { ...verdicts, ...changed } });
const edited = (changes: Parameters<typeof vaultPolicy>[0]) => ({
  before: (world: World) => world.book.edit(vaultPolicy(changes)),
});
const brunosOwn = { approval: { levels: [{ approvers: ['carla'] }, { approvers: ['dora'] }] } };

/** Refusals before the mail is fetched: no digest of it is known. */
const unread: readonly (readonly [GateRefusal, Case])[] = [
  ['no-token', receipt({ recipients: ['approvals@reply.example.net'] })],
  ['no-token', receipt({ recipients: [unknown.replace('reply.', 'other.')] })],
  ['several-tokens', { mail: (address) => ({ receipt: { recipients: [address, unknown] } }) }],
  ['virus', verdict({ virusVerdict: { status: 'FAIL' } })],
  ['virus', verdict({ virusVerdict: undefined })],
  ['spam', verdict({ spamVerdict: { status: 'FAIL' } })],
  ['dmarc-not-pass', verdict({ dmarcVerdict: { status: 'FAIL' } })],
  ['dmarc-not-pass', verdict({ dmarcVerdict: { status: 'GRAY' } })],
  ['dmarc-not-pass', verdict({ dmarcVerdict: undefined })],
];

/** Refusals of a mail that was read. */
const read: readonly (readonly [GateRefusal, Case])[] = [
  ['malformed-headers', { mail: () => ({ raw: 'no header at all\r\n\r\nAPPROVE' }) }],
  ['from-not-single', headers({ From: `${bruno}\r\nFrom: mallory@example.net` })],
  ['bad-from', { from: `${bruno}, mallory@example.net` }],
  ['token-unknown', { to: unknown }],
  ['approver-inactive', edited({ users: { bruno: { enabled: false } } })],
  ['address-changed', edited({ users: { bruno: { email: 'bruno.lima@example.com' } } })],
  ['approver-not-in-level', edited(brunosOwn)],
  ['stale-date', headers({ Date: 'Tue, 10 Nov 2026 17:05:00 +0000' })],
  ['stale-date', headers({ Date: undefined })],
  ['token-not-in-recipients-header', headers({ To: unknown })],
  ['automatic', headers({ 'Auto-Submitted': 'auto-replied' })],
  ['automatic', headers({ Precedence: 'auto_reply' })],
  ['automatic', receipt({ envelopeSender: '<>' })],
  ['automatic', { from: 'mailer-daemon@example.com', before: givenTo('mailer-daemon@example.com') }],
];

const play = async ({ from = bruno, to, mail, before }: Case) => {
  const setting = await anAskedApprover();
  const { world, id, address, reply, dispatch } = setting;
  await before?.(world);
  await dispatch.dispatchAll();
  dispatch.sent.length = 0;
  const stateBefore = await world.ports.requests.load(id);
  await reply(from, to ?? address, mail?.(address));
  await dispatch.dispatchAll();
  return { ...setting, changed: stateBefore, after: await world.ports.requests.load(id) };
};

describe('the gate refuses in silence, changes nothing, and leaves a record', () => {
  it.each(unread)('%s, without fetching the mail: case %#', async (rule, each) => {
    const { world, changed, after, dispatch } = await play(each);

    expect(after).toEqual(changed);
    expect(dispatch.sent).toEqual([]);
    expect(world.refusals()).toEqual([
      { type: 'ReplyRefused', actor: 'mail', detail: { rule, messageId: 'message-1', sha256: null } },
    ]);
  });

  it.each(read)('%s: case %#', async (rule, each) => {
    const { world, changed, after, dispatch } = await play(each);

    expect(after).toEqual(changed);
    expect(dispatch.sent).toEqual([]);
    expect(world.refusals()).toEqual([
      {
        type: 'ReplyRefused',
        actor: 'mail',
        detail: { rule, messageId: 'message-1', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ]);
  });

  it('D-01: too-large, by the size alone', async () => {
    const { world, address } = await anAskedApprover();
    const left: string[] = [];
    const mails = {
      open: async (messageId: string) => ({
        sizeBytes: 128 * 1024 + 1,
        read: () => Promise.reject(new Error('was read')),
        leave: () => void left.push(messageId),
      }),
    };

    await aReplyReader(world, { mails }).reply(bruno, address);

    expect(world.refusals()).toMatchObject([{ detail: { rule: 'too-large', sha256: null } }]);
    expect(left).toEqual(['message-1']);
  });

  it('R-01: the digest is that of the raw mail', async () => {
    const { world, address, reply } = await anAskedApprover();
    const raw = `From: mallory@example.net\r\nTo: ${address}\r\n\r\nAPPROVE`;

    await reply('mallory@example.net', address, { raw });

    const sha = sha256Bytes(Buffer.from(raw, 'latin1'));
    expect(world.refusals()).toMatchObject([{ detail: { sha256: sha } }]);
  });

  it('S-04: a verdict that a header claims is not one', async () => {
    const forged = { 'Authentication-Results': 'amazonses.com; dmarc=pass', 'X-SES-Virus-Verdict': 'PASS' };
    const { world } = await play({
      mail: () => ({ headers: forged, receipt: { verdicts: { ...verdicts, dmarcVerdict: { status: 'FAIL' } } } }),
    });

    expect(world.refusals()).toMatchObject([{ detail: { rule: 'dmarc-not-pass' } }]);
  });

  it('E-01: requester-own, when the requester holds a token and stands in the level', async () => {
    const levels = [{ approvers: ['ana', 'bruno'] }, { approvers: ['dora'] }];
    const { world, id, address, reply } = await anAskedApprover(
      aWorld({ policy: vaultPolicy({ approval: { levels } }) }),
    );
    const given = await world.ports.invitations.find(sha256(address.slice(2, 34)));
    if (!given) throw new Error('bruno was invited');
    const token = 'a'.repeat(32);
    const own = { ...given, tokenHash: sha256(token), approver: 'ana', address: 'ana@example.com' };
    await world.ports.invitations.put(own);

    await reply('ana@example.com', `r.${token}@reply.example.net`);

    expect(world.refusals()).toMatchObject([{ detail: { rule: 'requester-own' } }]);
    expect(await requestOf(world, id)).toMatchObject({ ballots: [] });
  });
});

describe('S-09: a token that somebody else uses', () => {
  it('decides nothing, and its owner is told once', async () => {
    const { world, id, address, reply, dispatch } = await anAskedApprover();

    await reply('carla@nodmarc.example', address);
    await reply('mallory@example.net', address);
    await dispatch.dispatchAll();

    expect(await requestOf(world, id)).toMatchObject({ level: 1, ballots: [] });
    expect(world.refusals().map(({ type, detail }) => ({ type, ...(detail as object) }))).toMatchObject([
      { type: 'ReplyTokenMisused', rule: 'token-used-by-other' },
      { type: 'ReplyTokenMisused', rule: 'token-used-by-other' },
    ]);
    expect(dispatch.sent.map(({ to, replyTo }) => [to, replyTo])).toEqual([[bruno, undefined]]);
  });

  it('leaves its owner the help mail of the hour', async () => {
    const { address, reply, dispatch } = await anAskedApprover();

    await reply('mallory@example.net', address);
    await reply(bruno, address, { body: 'I approve this' });
    await dispatch.dispatchAll();

    expect(dispatch.sent.map(({ to, subject }) => [to, subject.replace(/:.*/, '')])).toEqual([
      [bruno, 'Someone else used your reply address'],
      [bruno, 'Your reply was not understood'],
    ]);
  });

  it('is not spent: its owner still votes with it', async () => {
    const { world, id, address, reply } = await anAskedApprover();
    await reply('mallory@example.net', address);

    await reply(bruno, address);

    expect(await requestOf(world, id)).toMatchObject({ level: 2, ballots: [{ by: 'bruno' }] });
  });
});

describe('S-10: a robot with the token of the right approver', () => {
  it('gets no answer, not even when the token is spent', async () => {
    const { world, address, reply, dispatch } = await anAskedApprover();
    await reply(bruno, address);
    await dispatch.dispatchAll();
    dispatch.sent.length = 0;

    await reply(bruno, address, { headers: { 'Auto-Submitted': 'auto-replied' } });
    await dispatch.dispatchAll();

    expect(dispatch.sent).toEqual([]);
    expect(world.refusals()).toMatchObject([{ detail: { rule: 'token-used' } }]);
  });
});

/** Bruno has this address, and was invited at it. */
function givenTo(email: string) {
  return async (world: World): Promise<void> => {
    world.book.edit(vaultPolicy({ users: { bruno: { email } } }));
    const row = world.table.all().find(({ pk }) => pk.startsWith('T#'));
    if (row) world.table.transact([{ key: { pk: row.pk, sk: row.sk }, item: { ...row, address: email } }]);
  };
}
