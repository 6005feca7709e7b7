import { parseArgs } from 'node:util';
import { type Cloud, startCloud } from './cloud/start-cloud.ts';
import type { Figure, Reading } from './figure.ts';
import { figures } from './figures.ts';
import { machine, table } from './print.ts';

const USAGE = `npm run bench [-- [--json] [FIGURE...]]\n${figures.map(({ id, title }) => `  ${id.padEnd(4)} ${title}`).join('\n')}`;

const progress = (line: string): void => console.error(line);

const choose = (wanted: readonly string[]): readonly Figure[] => {
  const unknown = wanted.find((id) => !figures.some((figure) => figure.id === id));
  if (unknown !== undefined) throw new Error(`There is no figure ${unknown}.\n${USAGE}`);
  return wanted.length === 0 ? figures : figures.filter(({ id }) => wanted.includes(id));
};

/** One cloud for all figures of the run, started for the first that asks. */
const sharedCloud = () => {
  let starting: Promise<Cloud> | undefined;
  const get = (): Promise<Cloud> => {
    starting ??= startCloud(progress);
    return starting;
  };
  const stop = async (): Promise<void> => {
    const cloud = await starting?.catch(() => undefined);
    await cloud?.stop();
  };
  return { get, stop };
};

interface Missing {
  readonly id: string;
  readonly why: string;
}

const measureAll = async (chosen: readonly Figure[]) => {
  const cloud = sharedCloud();
  process.once('SIGINT', () => void cloud.stop().then(() => process.exit(130)));
  const results: Reading[] = [];
  const missing: Missing[] = [];
  try {
    for (const { id, measure } of chosen) {
      try {
        results.push(...(await measure(cloud.get)));
      } catch (error) {
        missing.push({ id, why: error instanceof Error ? error.message : String(error) });
      }
    }
  } finally {
    await cloud.stop();
  }
  return { results, missing };
};

/** Exits with 0 whatever the figures say, 1 when one could not be measured, 2 when it was called wrongly. */
const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
  const chosen = choose(positionals);
  const { results, missing } = await measureAll(chosen);
  if (values.json) console.log(JSON.stringify({ machine: machine(), results }, undefined, 2));
  else console.log(table(results));
  for (const { id, why } of missing) progress(`${id} could not be measured: ${why}`);
  return missing.length === 0 ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  progress(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
