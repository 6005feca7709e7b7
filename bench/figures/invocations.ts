import { total } from '../cloud/function-logs.ts';
import { type MeteredCycles, type MeteredRun, meteredRun } from '../cloud/metered-cycles.ts';
import { type Figure, type Reading, reading } from '../figure.ts';
import { peers } from '../peers.ts';

const ROTATION = 'rotate-password';

/** Calls in a cycle, the steps of the password change apart. */
const perCycle = ({ functions: { calls }, cycles }: MeteredCycles) => {
  const rotation = (calls[ROTATION] ?? 0) / cycles;
  const parts = Object.entries(calls).map(([name, count = 0]) => `${name} ${count / cycles}`);
  return { calls: total(calls) / cycles - rotation, rotation, parts: parts.join(', ') };
};

const invocationReadings = (run: MeteredRun): readonly Reading[] => {
  const [used, unused] = [perCycle(run.used), perCycle(run.unused)];
  const what =
    'Lambda invocations from the request to the closed end, one level by mail, dispatch of effects included, the steps of the password change apart';
  return [
    reading('P9', `${what}; no release (${unused.parts})`, [unused.calls, 'invocations'], ['<=', 8]),
    reading(
      'P9.team',
      'P9 / those of TEAM (21, counted)',
      [unused.calls / peers.team.invocations, 'ratio'],
      ['<=', 0.4],
    ),
    reading(
      'P9.glide',
      'P9 / those of Glide (16, counted)',
      [unused.calls / peers.glide.invocations, 'ratio'],
      ['<=', 0.5],
    ),
    reading('P9.release', `the same with one release of the password (${used.parts})`, [used.calls, 'invocations']),
    reading('P9.rotation', 'the steps of the password change', [unused.rotation, 'invocations']),
  ];
};

/** P9: how often Lambda is called for one level answered by mail. */
export const invocations: Figure = {
  id: 'P9',
  title: 'Lambda invocations of a cycle of one level by mail',
  measure: async (cloud) => invocationReadings(await meteredRun(await cloud())),
};
