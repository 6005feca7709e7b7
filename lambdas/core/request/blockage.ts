import type { Context } from './commands.ts';
import type { RequestEvent } from './events.ts';
import type { Pending } from './state.ts';
import { shortageOf } from './tally.ts';

/**
 * A level that lacks people is reported once, and once more when enough of them are back; it is never passed meanwhile
 * (mission.md Q32, threats.md T-13).
 */
export const blockage = (state: Pending, { now: at, people }: Context): readonly RequestEvent[] => {
  const { level, blocked } = state;
  const shortage = shortageOf(state, level, people);
  if (shortage && !blocked) return [{ type: 'LevelBlocked', at, level, ...shortage }];
  return blocked && !shortage ? [{ type: 'LevelUnblocked', at, level }] : [];
};
