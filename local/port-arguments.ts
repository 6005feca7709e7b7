import { parseArgs } from 'node:util';
import type { PortName } from './plan.ts';

const NAMES = ['aws', 'mailbox', 'smtp', 'postgres'] as const satisfies readonly PortName[];

const toPort = (name: string, value: string): number => {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`--${name} ${value}: write a port from 1 to 65535.`);
};

/**
 * The ports that must be these, from arguments such as `--mailbox 8025`; a part without one gets a free port. An
 * argument that is not known, or no port, is an error in one line.
 */
export const portsFromArguments = (args: readonly string[]): Partial<Record<PortName, number>> => {
  const options = Object.fromEntries(NAMES.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toPort(name, String(value))]));
};
