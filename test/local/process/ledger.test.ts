import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { birthOf } from '../../../local/process/birth.ts';
import { type Child, startChild } from '../../../local/process/child.ts';
import { cleanEnvironment } from '../../../local/process/environment.ts';
import { openLedger } from '../../../local/process/ledger.ts';
import { eventually } from '../running-emulator.ts';

let dir: string;
let child: Child;
const lines: string[] = [];
const write = (...entries: object[]) => writeFileSync(join(dir, 'processes.json'), JSON.stringify(entries));
const open = () => openLedger(dir, (line) => lines.push(line));

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  child = startChild('sleep', ['60'], { env: cleanEnvironment('/', {}), log: join(dir, 'log') });
  lines.length = 0;
});
afterEach(async () => {
  await child.stop();
  rmSync(dir, { recursive: true, force: true });
});

describe('the ledger of a local cloud', () => {
  it('ends what a killed start left behind, and says so', async () => {
    write(
      { part: 'start', pid: 999_999_999, birth: '1' },
      { part: 'emulator', pid: child.pid, birth: birthOf(child.pid) },
    );

    await open();

    expect(birthOf(child.pid)).toBeUndefined();
    expect(lines).toEqual([`Ending the emulator (process ${child.pid}) that a killed start left behind`]);
  });

  it('leaves alone a later process that has the same number', async () => {
    write({ part: 'emulator', pid: child.pid, birth: 'another' });

    await open();

    expect(birthOf(child.pid)).toBeDefined();
  });

  it('refuses a second start while the first lives', async () => {
    write({ part: 'start', pid: child.pid, birth: birthOf(child.pid) });

    await expect(open()).rejects.toThrow(`A local cloud already runs in ${dir} (process ${child.pid})`);
  });
});

describe('a start that dies by kill -9', () => {
  it('takes the emulator and every other process with it', async () => {
    const script = fileURLToPath(new URL('dies-by-kill.ts', import.meta.url));
    const { signal } = spawnSync(process.execPath, [script, dir], { stdio: 'ignore' });
    expect(signal).toBe('SIGKILL');

    const pids = JSON.parse(readFileSync(join(dir, 'pids.json'), 'utf8')) as number[];

    await eventually(async () => (pids.some((pid) => birthOf(pid) !== undefined) ? undefined : 'gone'));
  });
});
