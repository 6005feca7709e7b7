import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { birthOf } from './birth.ts';
import { signalGroup } from './child.ts';

const entry = z.object({ part: z.string(), pid: z.int(), birth: z.string() });
const entries = z.array(entry);
type Entry = z.infer<typeof entry>;

const OWNER = 'start';

/** The processes of one local cloud, on disk, so that the next start finds what a killed one left behind. */
export interface Ledger {
  readonly file: string;
  add(part: string, pid: number): void;
  clear(): void;
}

const lives = ({ pid, birth }: Entry): boolean => birthOf(pid) === birth;

const end = async (orphan: Entry): Promise<void> => {
  signalGroup(orphan.pid, 'SIGINT'); // for PostgreSQL: end now, whoever is connected
  for (const deadline = Date.now() + 3000; lives(orphan) && Date.now() < deadline; ) await pause(25);
  signalGroup(orphan.pid, 'SIGKILL');
};

/**
 * Opens the ledger of `dir` for this process. Refuses while another start of the same folder lives; ends, in a
 * line each, the processes of one that was killed.
 */
export const openLedger = async (dir: string, progress: (line: string) => void): Promise<Ledger> => {
  const file = join(dir, 'processes.json');
  const before = existsSync(file) ? entries.parse(JSON.parse(readFileSync(file, 'utf8'))).filter(lives) : [];
  const owner = before.find(({ part }) => part === OWNER);
  if (owner !== undefined && owner.pid !== process.pid) {
    throw new Error(`A local cloud already runs in ${dir} (process ${owner.pid}). Stop that one first (Ctrl-C there).`);
  }
  for (const orphan of before.filter(({ part }) => part !== OWNER)) {
    progress(`Ending the ${orphan.part} (process ${orphan.pid}) that a killed start left behind`);
    await end(orphan);
  }
  const listed: Entry[] = [];
  const add = (part: string, pid: number) => {
    const birth = birthOf(pid);
    if (birth !== undefined) listed.push({ part, pid, birth });
    writeFileSync(file, JSON.stringify(listed), { mode: 0o600 });
  };
  add(OWNER, process.pid);
  return { file, add, clear: () => writeFileSync(file, '[]', { mode: 0o600 }) };
};
