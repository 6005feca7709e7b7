import {
  DescribeSessionsCommand,
  DoesNotExistException,
  GetConnectionStatusCommand,
  SSMClient,
  StartSessionCommand,
  TargetNotConnected,
  TerminateSessionCommand,
} from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { ssmSessionChannel } from '../../../lambdas/adapters/ssm/session-channel.ts';

const ssm = mockClient(SSMClient);
const channel = ssmSessionChannel(new SSMClient({}), 'countersign-session');
const target = { node: 'mi-0123456789abcdef0', host: 'db.internal', port: 5432 };
beforeEach(() => ssm.reset());

describe('opening a channel', () => {
  it('forwards to the host and port through the node, by our document, and carries the session’s id as its reason', async () => {
    ssm.on(StartSessionCommand).resolves({ SessionId: 's-1', StreamUrl: 'wss://stream', TokenValue: 'token' });

    const opened = await channel.open(target, '01j');

    expect(opened).toEqual({ sessionId: 's-1', streamUrl: 'wss://stream', tokenValue: 'token' });
    expect(ssm.commandCalls(StartSessionCommand)[0]?.args[0].input).toEqual({
      Target: 'mi-0123456789abcdef0',
      DocumentName: 'countersign-session',
      Reason: '01j',
      Parameters: { host: ['db.internal'], portNumber: ['5432'] },
    });
  });

  it('says that the node does not answer', async () => {
    ssm.on(StartSessionCommand).rejects(new TargetNotConnected({ message: 'not connected', $metadata: {} }));

    expect(await channel.open(target, '01j')).toBe('node-not-connected');
  });

  it('is a fault when there is no way to the stream, or anything else fails', async () => {
    ssm.on(StartSessionCommand).resolvesOnce({ SessionId: 's-1' }).rejectsOnce(new Error('denied'));

    await expect(channel.open(target, '01j')).rejects.toMatchObject({ name: 'ChannelFault' });
    await expect(channel.open(target, '01j')).rejects.toThrow('denied');
  });
});

describe('a node', () => {
  it.each([
    ['connected', true],
    ['notconnected', false],
  ] as const)('that is %s is reachable: %s', async (Status, reachable) => {
    ssm.on(GetConnectionStatusCommand, { Target: target.node }).resolves({ Status });

    expect(await channel.isReachable(target.node)).toBe(reachable);
  });
});

describe('ending channels', () => {
  const active = { State: 'Active' as const, Filters: [{ key: 'Target' as const, value: target.node }] };

  it('cuts those of the sessions, on whichever page of the node they stand, and no other', async () => {
    ssm
      .on(DescribeSessionsCommand, active)
      .resolves({
        Sessions: [{ SessionId: 's-1', Reason: '01a' }, { SessionId: 's-2', Reason: '01b' }, { SessionId: 's-3' }],
        NextToken: 'more',
      })
      .on(DescribeSessionsCommand, { ...active, NextToken: 'more' })
      .resolves({ Sessions: [{ SessionId: 's-4', Reason: '01c' }] });

    await channel.end(target.node, ['01a', '01c', '01d']);

    const ended = ssm.commandCalls(TerminateSessionCommand).map(({ args }) => args[0].input.SessionId);
    expect(ended).toEqual(['s-1', 's-4']);
  });

  it('takes one that ended meanwhile for ended, and passes any other failure on', async () => {
    ssm.on(DescribeSessionsCommand).resolves({ Sessions: [{ SessionId: 's-1', Reason: '01a' }] });
    ssm
      .on(TerminateSessionCommand)
      .rejectsOnce(new DoesNotExistException({ message: 'gone', $metadata: {} }))
      .rejectsOnce(new Error('throttled'));

    await expect(channel.end(target.node, ['01a'])).resolves.toBeUndefined();
    await expect(channel.end(target.node, ['01a'])).rejects.toThrow('throttled');
  });
});
