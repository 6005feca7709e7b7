import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import {
  DescribeSessionsCommand,
  GetConnectionStatusCommand,
  SSMClient,
  StartSessionCommand,
  TerminateSessionCommand,
} from '@aws-sdk/client-ssm';
import { afterAll, describe, expect, it } from 'vitest';
import { claimPort } from '../../../local/process/ports.ts';
import { runEmulator } from '../running-emulator.ts';

const farPort = await claimPort('a server');
const emulator = await runEmulator({ 'db.internal:5432': `127.0.0.1:${farPort}` });
afterAll(() => emulator.stop());
const ssm = new SSMClient(emulator.sdk);
const list = async (State: 'Active' | 'History', target: string) => {
  const Filters = [{ key: 'Target' as const, value: target }];
  const { Sessions } = await ssm.send(new DescribeSessionsCommand({ State, Filters }));
  return (Sessions ?? []).map(({ SessionId, Status, Reason }) => ({ SessionId, Status, Reason }));
};

describe('a session', () => {
  it('is active from its start until it is ended, and in the history after', async () => {
    const Target = 'i-0123456789abcdef0';
    const { SessionId } = await ssm.send(new StartSessionCommand({ Target, Reason: 'request 1' }));
    expect(await list('Active', Target)).toEqual([{ SessionId, Status: 'Connected', Reason: 'request 1' }]);

    await ssm.send(new TerminateSessionCommand({ SessionId }));

    expect(await list('Active', Target)).toEqual([]);
    expect(await list('History', Target)).toEqual([{ SessionId, Status: 'Terminated', Reason: 'request 1' }]);
  });

  it('does not start on what is no managed node, which is not connected either', async () => {
    await expect(ssm.send(new StartSessionCommand({ Target: 'laptop' }))).rejects.toMatchObject({
      name: 'TargetNotConnected',
    });
    expect((await ssm.send(new GetConnectionStatusCommand({ Target: 'laptop' }))).Status).toBe('notconnected');
    expect((await ssm.send(new GetConnectionStatusCommand({ Target: 'mi-0123456789abcdef0' }))).Status).toBe(
      'connected',
    );
  });
});

/** A server that answers what it is told in capitals, with the sockets that reached it. */
const aServer = async (at = 0): Promise<{ server: Server; port: number; sockets: Socket[] }> => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    socket.on('data', (data) => socket.write(data.toString().toUpperCase()));
  });
  server.listen(at, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as { port: number }).port, sockets };
};

const forward = async (port: number, host = '127.0.0.1') => {
  const Parameters = { host: [host], portNumber: [String(port)] };
  const started = await ssm.send(new StartSessionCommand({ Target: 'i-0123456789abcdef0', Parameters }));
  const stream = new URL(started.StreamUrl ?? '');
  const open = async () => {
    const socket = connect(Number(stream.port), stream.hostname).on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await once(socket, 'connect');
    return { socket, closed };
  };
  return { SessionId: started.SessionId, stream, open };
};

const says = async (socket: Socket, text: string): Promise<string> => {
  socket.write(text);
  const [data] = await once(socket, 'data');
  return String(data);
};

describe('a session with a host and a port', () => {
  it('carries several connections both ways, and cuts them all at once when it is ended', async () => {
    const { server, port, sockets } = await aServer();
    const { SessionId, stream, open } = await forward(port);
    const [one, two] = [await open(), await open()];
    expect(stream.protocol).toBe('tcp:');
    expect(await says(one.socket, 'hello')).toBe('HELLO');
    expect(await says(two.socket, 'again')).toBe('AGAIN');
    const farEnds = sockets.map((socket) => once(socket, 'close'));

    await ssm.send(new TerminateSessionCommand({ SessionId }));

    await Promise.all([one.closed, two.closed, ...farEnds]);
    await expect(open()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    server.close();
  });

  it('reaches a host by the name that only the node knows', async () => {
    const { server } = await aServer(farPort);
    const { socket } = await (await forward(5432, 'db.internal')).open();

    expect(await says(socket, 'inside')).toBe('INSIDE');
    socket.destroy();
    server.close();
  });

  it('passes on that one side has nothing more to say', async () => {
    const { server, port, sockets } = await aServer();
    const { open } = await forward(port);
    const { socket, closed } = await open();
    expect(await says(socket, 'last')).toBe('LAST');

    socket.end();

    await closed;
    expect(sockets[0]?.readableEnded).toBe(true);
    server.close();
  });

  it('closes a connection to what is not there, and lives on', async () => {
    const { server, port } = await aServer();
    server.close();
    const { open } = await forward(port);

    for (let nth = 0; nth < 2; nth += 1) await (await open()).closed;
  });
});
