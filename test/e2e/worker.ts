import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimPorts } from '../../local/process/ports.ts';

type Ports = Awaited<ReturnType<typeof claim>>;

/** The ports that the synthesised application knows. */
const claim = (aws?: number, mailbox?: number) => claimPorts(['emulator', aws], ['mailbox page', mailbox]);

/** Those of the cloud before; others where something has taken them meanwhile. */
const portsOf = async (file: string): Promise<Ports> => {
  if (!existsSync(file)) return claim();
  const before = JSON.parse(readFileSync(file, 'utf8')) as Ports;
  return claim(...before).catch(() => claim());
};

/**
 * What the clouds of one worker of vitest share, each of which ends before the next one comes: two ports, and so the
 * synthesis, which takes half of the time that a cloud takes to come up.
 */
export const sharedByWorker = async () => {
  // biome-ignore lint/style/noProcessEnv: nothing else says which of the workers this is, from 1 on.
  const folder = join(tmpdir(), `e2e-worker-${process.env['VITEST_POOL_ID']}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'ports.json');
  const [aws, mailbox] = await portsOf(file);
  writeFileSync(file, JSON.stringify([aws, mailbox]));
  return { ports: { aws, mailbox }, sharedAssembly: join(folder, 'cdk.out') };
};
