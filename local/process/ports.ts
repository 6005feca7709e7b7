import { createServer } from 'node:net';

const tryPort = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const found = address !== null && typeof address === 'object' ? address.port : port;
      server.close(() => resolve(found));
    });
  });

/**
 * A port of the loopback interface for the named part: a free one, or the wanted one.
 * Fails, naming the port and the part, when the wanted one is taken.
 */
export const claimPort = async (part: string, wanted?: number): Promise<number> => {
  try {
    return await tryPort(wanted ?? 0);
  } catch (cause) {
    throw new Error(`Port ${wanted} for the ${part} cannot be used: another program has it. Free it or name another.`, {
      cause,
    });
  }
};
