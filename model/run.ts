import { judge, judgeMutant, type MutantVerdict, type Verdict } from './judge.ts';
import { mutants } from './mutants.ts';
import { settings } from './settings.ts';

/** `npm run model`: the protocol in every setting, then every broken protocol. Exit 0 only if all is as it must be. */

const json = process.argv.includes('--json');
const say = (text: string): void => {
  if (!json) console.log(text);
};
const indented = (trace: readonly string[]): string => trace.map((step, at) => `    ${at + 1}. ${step}`).join('\n');

const sayVerdict = (verdict: Verdict): void => {
  const { setting, says, states, transitions, seconds, holds, held, ends, violations } = verdict;
  say(`${holds ? 'holds ' : 'BROKEN'} ${setting}: ${says}`);
  say(`  ${states} states, ${transitions} transitions, ${seconds.toFixed(1)} s; ends ${ends}`);
  if (held.length > 0) say(`  held: ${held.join(' ')}`);
  for (const { id, trace } of violations) say(`  ${id} is broken after ${trace.length} steps:\n${indented(trace)}`);
};

const sayMutant = ({ mutant, says, killed, expected, kills, differsAfter }: MutantVerdict): void => {
  say(`${killed ? 'killed  ' : 'SURVIVES'} ${mutant}: ${says}`);
  say(differsAfter ? `  differs after ${differsAfter.length} steps` : '  DIFFERS NOWHERE');
  for (const { id, trace } of kills) say(`  by ${id} in ${trace.length} steps:\n${indented(trace)}`);
  for (const id of expected) if (!kills.some((kill) => kill.id === id)) say(`  NOT BY ${id}`);
};

const began = performance.now();
const verdicts = settings.map((setting) => {
  const verdict = judge(setting);
  sayVerdict(verdict);
  return verdict;
});
say('');
const deaths = mutants.map((broken) => {
  const death = judgeMutant(broken);
  sayMutant(death);
  return death;
});

const sum = (part: 'states' | 'transitions'): number => verdicts.reduce((total, each) => total + each[part], 0);
const summary = {
  states: sum('states'),
  transitions: sum('transitions'),
  settings: verdicts.length,
  holding: verdicts.filter(({ holds }) => holds).length,
  mutants: deaths.length,
  killed: deaths.filter(({ killed }) => killed).length,
  seconds: (performance.now() - began) / 1000,
  /** Of the processor: on a machine that is shared, the only figure to compare. */
  cpuSeconds: process.cpuUsage().user / 1_000_000,
};
const { states, transitions, holding, killed, seconds, cpuSeconds } = summary;
const line = `model: ${states} states and ${transitions} transitions, ${holding} of ${verdicts.length} settings hold, ${killed} of ${deaths.length} mutants killed, ${seconds.toFixed(0)} s (${cpuSeconds.toFixed(0)} s of the processor)`;
console.log(json ? JSON.stringify({ settings: verdicts, mutants: deaths, summary }, null, 2) : `\n${line}`);
process.exitCode = holding === verdicts.length && killed === deaths.length ? 0 : 1;
