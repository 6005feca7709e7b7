import {
  DoesNotExistException,
  GetConnectionStatusCommand,
  paginateDescribeSessions,
  type SSMClient,
  StartSessionCommand,
  TargetNotConnected,
  TerminateSessionCommand,
} from '@aws-sdk/client-ssm';
import { Fault } from '../../application/fault.ts';
import type { ChannelTarget, OpenChannel, SessionChannel } from '../../application/ports/session-ports.ts';

/**
 * Port forwarding by Systems Manager from the person's machine, through a managed node, to the database. `document` is
 * the stack's own. The session's id stands in the channel's Reason, which is how the channel is found again.
 */
export const ssmSessionChannel = (client: SSMClient, document: string): SessionChannel => ({
  isReachable: async (node) => {
    const { Status } = await client.send(new GetConnectionStatusCommand({ Target: node }));
    return Status === 'connected';
  },
  open: (target, sessionId) => open(client, document, { ...target, sessionId }),
  end: endSsmChannels(client),
});

/** Cuts the channels that carry one of these sessions as their reason. */
export const endSsmChannels =
  (client: SSMClient): SessionChannel['end'] =>
  async (node, sessionIds) => {
    const reasons = new Set(sessionIds);
    const filter = { State: 'Active' as const, Filters: [{ key: 'Target' as const, value: node }] };
    for await (const { Sessions = [] } of paginateDescribeSessions({ client }, filter))
      for (const { SessionId, Reason = '' } of Sessions) if (reasons.has(Reason)) await terminate(client, SessionId);
  };

const open = async (
  client: SSMClient,
  document: string,
  { node, host, port, sessionId }: ChannelTarget & { readonly sessionId: string },
): Promise<OpenChannel | 'node-not-connected'> => {
  try {
    const started = await client.send(
      new StartSessionCommand({
        Target: node,
        DocumentName: document,
        Reason: sessionId,
        Parameters: { host: [host], portNumber: [String(port)] },
      }),
    );
    return channelOf(started);
  } catch (error) {
    if (error instanceof TargetNotConnected) return 'node-not-connected';
    throw error;
  }
};

const channelOf = (started: { SessionId?: string; StreamUrl?: string; TokenValue?: string }): OpenChannel => {
  const { SessionId, StreamUrl, TokenValue } = started;
  if (!(SessionId && StreamUrl && TokenValue)) throw new Fault('ChannelFault', 'Systems Manager opened no channel');
  return { sessionId: SessionId, streamUrl: StreamUrl, tokenValue: TokenValue };
};

/** One that ended by itself meanwhile needs no ending. */
const terminate = async (client: SSMClient, SessionId: string | undefined): Promise<void> => {
  try {
    await client.send(new TerminateSessionCommand({ SessionId }));
  } catch (error) {
    if (!(error instanceof DoesNotExistException)) throw error;
  }
};
