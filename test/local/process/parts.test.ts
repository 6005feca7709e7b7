import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { birthOf } from '../../../local/process/birth.ts';
import { lastLines, startChild } from '../../../local/process/child.ts';
import { cleanEnvironment } from '../../../local/process/environment.ts';
import { openLedger } from '../../../local/process/ledger.ts';
import { makeParts } from '../../../local/process/parts.ts';
import { waitUntilReady } from '../../../local/process/wait-until.ts';

const dir = mkdtempSync(join(tmpdir(), 'countersign-test-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const log = join(dir, 'log');
const options = { env: cleanEnvironment('/', {}), log };
const newParts = async () => makeParts(await openLedger(dir, () => undefined));

describe('the parts of a local cloud', () => {
  it('end in the order opposite to their start', async () => {
    const parts = await newParts();
    const ended: string[] = [];
    for (const name of ['mail', 'emulator']) {
      await parts.keep({ stop: async () => void ended.push(name) });
    }

    await Promise.all([parts.stop(), parts.stop()]);

    expect(ended).toEqual(['emulator', 'mail']);
  });

  it('end at once when they come after the stop', async () => {
    const parts = await newParts();
    await parts.stop();
    const late = startChild('sleep', ['60'], options);

    await expect(parts.keepProcess('late', late)).rejects.toThrow('was stopped while it started');

    expect(birthOf(late.pid)).toBeUndefined();
  });

  it('say how a program ended that did not end well', async () => {
    const parts = await newParts();

    await expect(parts.run('step', 'sh', ['-c', 'echo why; exit 3'], options)).rejects.toThrow('exit code 3');

    expect(lastLines(log, 1)).toBe('why');
  });

  it('end a program that is running', async () => {
    const parts = await newParts();
    const running = parts.run('step', 'sleep', ['60'], options);

    await Promise.all([expect(running).rejects.toThrow('SIGTERM'), parts.stop()]);
  });
});

describe('waiting for a process', () => {
  it('fails with its last words when it ends first', async () => {
    const child = startChild('sh', ['-c', 'echo the reason; exit 1'], options);

    const ready = waitUntilReady(child, async () => false, { what: 'The thing', explain: () => lastLines(log, 1) });

    await expect(ready).rejects.toThrow(/The thing did not start: .*exit code 1.*\nthe reason/);
  });

  it('fails when the program is not there', async () => {
    const child = startChild('no-such-program', [], options);

    const ready = waitUntilReady(child, async () => false, { what: 'The thing', explain: () => '' });

    await expect(ready).rejects.toThrow('could not be started');
  });
});
