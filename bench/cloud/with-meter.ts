import { makeItems } from '../meter/items.ts';
import { type Metered, makeMeter, nothingMetered } from '../meter/meter.ts';
import { startRelay } from '../meter/relay.ts';
import type { Cloud } from './start-cloud.ts';

export interface RunningMeter {
  /** An endpoint of AWS: what is sent there is counted and passed on. */
  readonly endpoint: string;
  /** Counts from now on into a new sum, and gives it. */
  readonly startAnew: () => Metered;
}

/** Does something with a meter before the emulator. Throws when the meter could not count every call. */
export const withMeter = async <T>(cloud: Cloud, act: (meter: RunningMeter) => Promise<T>): Promise<T> => {
  let metered = nothingMetered();
  const startAnew = (): Metered => {
    metered = nothingMetered();
    return metered;
  };
  const relay = await startRelay(cloud.settings.awsEndpoint, makeMeter(makeItems(cloud.dynamo)), () => metered);
  try {
    const result = await act({ endpoint: relay.endpoint, startAnew });
    if (relay.trouble.length > 0) throw new Error('the meter could not count every call', { cause: relay.trouble[0] });
    return result;
  } finally {
    await relay.stop();
  }
};
