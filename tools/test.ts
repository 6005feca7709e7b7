import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { makeLane, type Run } from './lane.ts';

/**
 * The whole proof of the project; the last line sums it up, counted from what really ran. What computes and what mostly
 * waits, for windows to end and mails to come, go side by side; what waits goes first, for its windows go on meanwhile.
 */

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

const report = z.object({ numPassedTests: z.int(), numFailedTests: z.int() });

/** A gate counts as one test. */
const gate = async (run: Run, command: readonly string[]): Promise<Tally> =>
  (await run(command)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

/** A vitest run counts its tests; one that fails without a failed test (a file or a threshold) counts as one more. */
const suite = async (run: Run, args: readonly string[]): Promise<Tally> => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const green = await run(['vitest', 'run', ...reporters, ...args]);
  const counted = existsSync(file)
    ? report.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { numPassedTests: 0, numFailedTests: 0 };
  rmSync(folder, { recursive: true });
  const failed = counted.numFailedTests + (green || counted.numFailedTests > 0 ? 0 : 1);
  return { passed: counted.numPassedTests, failed };
};

const computing = async (): Promise<Tally[]> => {
  const run = makeLane('code', ['nice', '-n', '5']);
  return [
    await gate(run, ['tsc']),
    await gate(run, ['biome', 'check', '--error-on-warnings', '.']),
    await gate(run, ['node', 'tools/border-cases.ts']),
    await gate(run, ['knip']),
    await suite(run, ['--coverage', '--project', '!e2e']),
    await gate(run, ['cdk', 'synth', '-q']),
  ];
};

const waiting = async (): Promise<Tally[]> => [await suite(makeLane('cloud'), ['--project', 'e2e'])];

const tallies = (await Promise.all([computing(), waiting()])).flat();
const sum = (part: keyof Tally): number => tallies.reduce((total, tally) => total + tally[part], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
