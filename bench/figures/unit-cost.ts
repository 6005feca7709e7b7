import { cost, costs, type Usage } from '../arithmetic/cost.ts';
import { type MeteredCycles, type MeteredRun, meteredRun } from '../cloud/metered-cycles.ts';
import { type Figure, type Reading, reading } from '../figure.ts';
import { peers } from '../peers.ts';
import { allUsage, mailUsage } from './usage.ts';

const UNIT = 'USD per 1000';

const parts = (used: Usage): string =>
  Object.entries(costs(used))
    .map(([name, usd = 0]) => `${name} ${usd.toFixed(4)}`)
    .join(', ');

/** What TEAM and Glide do as well: request, approval, end. They show no password and change none. */
const peersReadings = (used: Usage, usd = cost(used)): readonly Reading[] => [
  reading(
    'P10.peers',
    `without release and password change, as the peers have neither (${parts(used)})`,
    [usd, UNIT],
    ['<=', 0.15],
  ),
  reading(
    'P10.team',
    'P10.peers / that of TEAM (0.90, counted)',
    [usd / peers.team.usdPerThousand, 'ratio'],
    ['<=', 0.17],
  ),
  reading(
    'P10.glide',
    'P10.peers / that of Glide (0.24, counted)',
    [usd / peers.glide.usdPerThousand, 'ratio'],
    ['<=', 0.6],
  ),
];

/** Each kind of cycle has one thing more than the one before: nothing of it is told apart by a guess. */
const costReadings = ({ used, unused, kept }: MeteredRun): readonly Reading[] => {
  const [all, changed, peersToo] = [allUsage(used), allUsage(unused), allUsage(kept)];
  return [
    reading('P10', `all but mail, one level, one release, password changed (${parts(all)})`, [cost(all), UNIT]),
    ...peersReadings(peersToo),
    reading('P10.change', 'of P10, the password change', [cost(changed) - cost(peersToo), UNIT]),
    reading('P10.release', 'of P10, the release', [cost(all) - cost(changed), UNIT]),
    reading('P10.mail', 'mail: recipients out and mails in, a la carte', [cost(mailUsage(used)), UNIT]),
    ...unitReadings('P10', 'all of P10', used),
    ...unitReadings('P10.peers', 'P10.peers', kept),
  ];
};

const unitReadings = (id: string, cycle: string, { metered, cycles }: MeteredCycles): readonly Reading[] => [
  reading(`${id}.read`, `DynamoDB in one cycle of ${cycle}`, [metered.readUnits / cycles, 'RRU']),
  reading(`${id}.write`, `DynamoDB in one cycle of ${cycle}`, [metered.writeUnits / cycles, 'WRU']),
];

/** P10: what a thousand cycles cost at the list prices of prices.ts, from what the run counted. */
export const unitCost: Figure = {
  id: 'P10',
  title: 'USD per 1000 cycles from the counters of the run',
  measure: async (cloud) => costReadings(await meteredRun(await cloud())),
};
