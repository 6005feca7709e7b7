import { createServer, type Server } from 'node:net';

const listen = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('a server of TCP has a port');
  return address.port;
};

const free = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

const hold = async (part: string, wanted = 0): Promise<Server> => {
  try {
    return await listen(wanted);
  } catch (cause) {
    throw new Error(`Port ${wanted} for the ${part} cannot be used: it is taken. Free it or name another.`, { cause });
  }
};

/** Who wants a port, and the one that it must be; without one, any free one does. */
type Claim = readonly [part: string, wanted?: number | undefined];

/**
 * Ports of the loopback interface, one for each claim in its order. Each is held until all are found, so that no two are
 * the same. Fails, naming the port and the part, when a wanted one is taken.
 */
export const claimPorts = async <Claims extends readonly Claim[]>(
  ...claims: Claims
): Promise<{ [Index in keyof Claims]: number }> => {
  const held: Server[] = [];
  try {
    for (const claim of claims) held.push(await hold(...claim));
    return held.map(portOf) as { [Index in keyof Claims]: number };
  } finally {
    await Promise.all(held.map(free));
  }
};

export const claimPort = async (...claim: Claim): Promise<number> => (await claimPorts(claim))[0];
