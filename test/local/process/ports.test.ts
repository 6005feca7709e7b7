import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { portsFromArguments } from '../../../local/port-arguments.ts';
import { claimPort, claimPorts } from '../../../local/process/ports.ts';

const taken = await claimPort('test');
const server = createServer();
await new Promise<void>((resolve) => server.listen(taken, '127.0.0.1', resolve));
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('a port', () => {
  it('is a free one when none is asked for', async () => {
    expect(await claimPort('mailbox page')).toBeGreaterThan(1023);
  });

  it('is named with its part when it is asked for and taken', async () => {
    await expect(claimPort('mailbox page', taken)).rejects.toThrow(`Port ${taken} for the mailbox page cannot be used`);
  });

  it('is not the port of another part', async () => {
    const wanted = await claimPort('test');

    await expect(claimPorts(['emulator', wanted], ['mailbox page', wanted])).rejects.toThrow(
      `Port ${wanted} for the mailbox page cannot be used`,
    );
    expect(await claimPorts(['emulator', wanted], ['mailbox page'])).toEqual([wanted, expect.any(Number)]);
  });
});

describe('the arguments of npm start', () => {
  it('name the ports that must be these', () => {
    expect(portsFromArguments(['--mailbox', '8025', '--postgres=5432'])).toEqual({ mailbox: 8025, postgres: 5432 });
  });

  it.each(['0', '65536', 'http', '80.5'])('are refused with the port %s', (port) => {
    expect(() => portsFromArguments(['--smtp', port])).toThrow(`--smtp ${port}: write a port`);
  });

  it.each([['--ldap', '389'], ['8025']])('are refused with %s', (...args) => {
    expect(() => portsFromArguments(args)).toThrow();
  });
});
