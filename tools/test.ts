import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

/** The whole proof of the project, in order; the last line sums it up, counted from what really ran. */

interface Tally {
  passed: number;
  failed: number;
}

const report = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numFailedTestSuites: z.int() });

const run = (command: readonly string[]): boolean => {
  const [program = '', ...args] = command;
  console.log(`\n> ${command.join(' ')}`);
  return spawnSync(program, args, { stdio: 'inherit' }).status === 0;
};

/** A gate counts as one test. */
const gate = (command: readonly string[]): Tally =>
  run(command) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

/** A vitest run counts its tests; one that fails without a failed test (a file or a threshold) counts as one more. */
const suite = (name: string, args: readonly string[]): Tally => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  const file = join(folder, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const green = run(['vitest', 'run', ...reporters, ...args]);
  const counted = report.parse(JSON.parse(readFileSync(file, 'utf8')));
  rmSync(folder, { recursive: true });
  const failed = counted.numFailedTests + (green || counted.numFailedTests > 0 ? 0 : 1);
  return { passed: counted.numPassedTests, failed };
};

const tallies = [
  gate(['tsc']),
  gate(['biome', 'check', '--error-on-warnings', '.']),
  gate(['node', 'tools/border-cases.ts']),
  gate(['knip']),
  suite('unit', ['--coverage', '--project', '!e2e']),
  gate(['cdk', 'synth', '-q']),
  suite('e2e', ['--project', 'e2e']),
];

const sum = (part: keyof Tally): number => tallies.reduce((total, tally) => total + tally[part], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
