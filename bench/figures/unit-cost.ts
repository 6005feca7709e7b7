import { cost, costs, type Usage } from '../arithmetic/cost.ts';
import { type MeteredRun, meteredRun } from '../cloud/metered-cycles.ts';
import { type Figure, type Reading, reading } from '../figure.ts';
import { peers } from '../peers.ts';
import { allUsage, changeUsage, mailUsage } from './usage.ts';

const UNIT = 'USD per 1000';

const parts = (used: Usage): string =>
  Object.entries(costs(used))
    .map(([name, usd = 0]) => `${name} ${usd.toFixed(4)}`)
    .join(', ');

/** What TEAM and Glide do as well: request, approval, end. They show no password and change none. */
const peersReadings = (usd: number): readonly Reading[] => [
  reading('P10.peers', 'without release and password change, as the peers have neither', [usd, UNIT], ['<=', 0.15]),
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

const costReadings = ({ used, unused }: MeteredRun): readonly Reading[] => {
  const [all, change] = [allUsage(used), changeUsage(unused)];
  const { metered, cycles } = used;
  return [
    reading(
      'P10',
      `all but mail, one level, one release, password changed (${parts(all)})`,
      [cost(all), UNIT],
      ['<=', 0.15],
    ),
    ...peersReadings(cost(allUsage(unused)) - cost(change)),
    reading('P10.change', `of P10, the password change (${parts(change)})`, [cost(change), UNIT]),
    reading('P10.mail', 'mail: recipients out and mails in, a la carte', [cost(mailUsage(used)), UNIT]),
    reading('P10.read', 'DynamoDB in one such cycle', [metered.readUnits / cycles, 'RRU']),
    reading('P10.write', 'DynamoDB in one such cycle', [metered.writeUnits / cycles, 'WRU']),
  ];
};

/** P10: what a thousand cycles cost at the list prices of prices.ts, from what the run counted. */
export const unitCost: Figure = {
  id: 'P10',
  title: 'USD per 1000 cycles from the counters of the run',
  measure: async (cloud) => costReadings(await meteredRun(await cloud())),
};
