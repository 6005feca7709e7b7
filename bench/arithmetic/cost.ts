import { type Priced, prices } from '../prices.ts';

/** How often something that has a price was used. */
export type Usage = Readonly<Partial<Record<Priced, number>>>;

/** USD for each thing used. */
export const costs = (usage: Usage): Readonly<Partial<Record<Priced, number>>> =>
  Object.fromEntries(Object.entries(usage).map(([name, count]) => [name, count * prices[name as Priced]]));

/** USD for all of it. */
export const cost = (usage: Usage): number => Object.values(costs(usage)).reduce((total, each) => total + each, 0);
