import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from '../../../local/emulator/emulator.ts';
import { ensureEnvironment } from '../../../local/emulator/python.ts';
import { startChild } from '../../../local/process/child.ts';
import { cleanEnvironment } from '../../../local/process/environment.ts';
import { openLedger } from '../../../local/process/ledger.ts';
import { makeParts } from '../../../local/process/parts.ts';
import { claimPort } from '../../../local/process/ports.ts';

// Starts what a local cloud starts, says who runs, and dies without a chance to end anything.
const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const dir = process.argv[2] ?? '';
const parts = makeParts(await openLedger(dir, () => undefined));
const sleeper = await parts.keepProcess(
  'sleeper',
  startChild('sleep', ['60'], { env: cleanEnvironment('/', {}), log: join(dir, 'sleeper.log') }),
);
const emulator = await startEmulator({
  python: await ensureEnvironment(at('.local/venv'), at('local/requirements.txt'), () => undefined),
  dir: join(dir, 'aws'),
  port: await claimPort('emulator'),
  mailPort: 9,
  ledger: parts.ledger,
  keep: (child) => parts.keepProcess('emulator', child),
});
writeFileSync(join(dir, 'pids.json'), JSON.stringify([sleeper.pid, emulator.pid]));
process.kill(process.pid, 'SIGKILL');
