import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { sesSendMail } from '../../../lambdas/adapters/ses/send-mail.ts';
import { replyDomain } from '../../support/fakes/dispatch.ts';
import { anAskedApprover } from '../../support/fakes/reply.ts';
import { requestOf } from '../../support/fakes/steps.ts';

/** What SES is given to send: a mail that begins with the word, to `to`. Every mark of a robot but the id is cut out. */
const sentMail = async (to: string, idDomain: string | undefined): Promise<string> => {
  const client = new SESClient({});
  const mock = mockClient(client);
  mock.on(SendRawEmailCommand).resolves({ MessageId: 'm1' });
  const send = sesSendMail(client, { from: 'bruno@example.com', configurationSet: 'countersign', idDomain });
  await send({
    to,
    subject: 'Re: approval',
    text: 'APPROVE\n',
    html: '<p>APPROVE</p>',
    requestId: 'r1',
    notice: 'approval-asked',
  });
  const data = mock.commandCalls(SendRawEmailCommand)[0]?.args[0].input.RawMessage?.Data ?? [];
  const raw = Buffer.from(data).toString('latin1');
  return raw
    .replace(/^(Auto-Submitted|X-Auto-Response-Suppress|X-Countersign-Loop|Date): .*\r\n/gm, '')
    .replace(/^Message-ID/im, 'Date: Tue, 24 Nov 2026 17:05:00 +0000\r\nMessage-ID');
};

describe('S-11: a mail of ours that comes back', () => {
  it('is known by the domain of its id, where that is the reply domain, and decides nothing', async () => {
    const { world, id, address, reply } = await anAskedApprover();

    await reply('bruno@example.com', address, { raw: await sentMail(address, replyDomain) });

    expect(world.refusals()).toMatchObject([{ type: 'ReplyRefused', detail: { rule: 'automatic' } }]);
    expect(await requestOf(world, id)).toMatchObject({ ballots: [] });
  });

  it("is not every mail of the company: an id of the sender's own domain is a person's", async () => {
    const { world, id, address, reply } = await anAskedApprover();

    await reply('bruno@example.com', address, { raw: await sentMail(address, undefined) });

    expect(world.refusals()).toEqual([]);
    expect(await requestOf(world, id)).toMatchObject({ ballots: [{ by: 'bruno', channel: 'mail' }] });
  });
});
