import { parseArgs } from 'node:util';
import { type Outcome, simulate } from '../test/simulation/simulate.ts';

/** `npm run simulate -- --steps N --seed S [--json]`: exits 1 when an invariant does not hold (docs/simulation.md). */

const usage = 'Usage: npm run simulate -- [--steps N] [--seed S] [--json]   (N and S are whole numbers; N at least 1)';

const wholeNumber = (text: string | undefined, fallback: number): number | undefined => {
  if (text === undefined) return fallback;
  const number = Number(text);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
};

const showFailure = ({ failure }: Outcome): void => {
  if (!failure) return;
  const { invariant, says, wrong, seed, step, events } = failure;
  console.log(events.map((line) => `  ${line}`).join('\n'));
  console.log(`\n${invariant} does not hold: ${says}\n${wrong}`);
  console.log(`\nAt step ${step} of seed ${seed}. Again: npm run simulate -- --seed ${seed} --steps 1`);
};

const show = (outcome: Outcome, seconds: number): void => {
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  showFailure(outcome);
  console.log(
    `${outcome.steps} steps, ${outcome.requests} requests, ${Math.round(outcome.steps / seconds)} steps a second`,
  );
  console.log(`events: ${list(outcome.events)}\ncalls: ${list(outcome.fates)}\nprocesses: ${list(outcome.processes)}`);
};

const run = async (steps: number, seed: number, json: boolean): Promise<void> => {
  const began = performance.now();
  const outcome = await simulate({ steps, seed });
  const seconds = (performance.now() - began) / 1000;
  if (json) console.log(JSON.stringify({ ...outcome, seconds }));
  else show(outcome, seconds);
  process.exitCode = outcome.failure ? 1 : 0;
};

const { values } = parseArgs({
  options: { steps: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const steps = wholeNumber(values.steps, 100_000);
const seed = wholeNumber(values.seed, 1);
if (!steps || seed === undefined) {
  console.error(usage);
  process.exitCode = 2;
} else await run(steps, seed, values.json);
