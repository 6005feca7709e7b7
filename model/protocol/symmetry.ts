import type { Command } from './command.ts';
import { isFresh } from './people.ts';
import { people } from './setting.ts';
import type { State } from './state.ts';

/** Which person sits where: two approvers of one level may change seats without any difference. */
export type Seats = readonly number[];

export const asSeated: Seats = people.map((_, person) => person);

const pairs = [
  [1, 2],
  [3, 4],
] as const;

/** Every order of seats, by which pairs have changed: none, the first, the second, both. */
const seatings: readonly Seats[] = [asSeated, [0, 2, 1, 3, 4], [0, 1, 2, 4, 3], [0, 2, 1, 4, 3]];

/** The one order of seats that stands for all: in each pair the lower rank first. */
export const seatsOf = (state: State): Seats => {
  const changed = pairs.map(([one, other]) => rank(state, one) > rank(state, other));
  return seatings[(changed[0] ? 1 : 0) + (changed[1] ? 2 : 0)] as Seats;
};

/** All that tells a person from the other of the level: the ballots, and the votes on their way. */
const rank = (state: State, person: number): number => {
  let sum = 0;
  for (const { request } of state.cases) sum = sum * 16 + (request.ballots[person] as number);
  for (const flight of state.flights) {
    const { command, at } = flight;
    if (command.type !== 'vote' || command.by !== person || !isFresh(state, flight)) continue;
    sum = sum * 256 + at * 8 + command.seen * 2 + (command.approve ? 1 : 0);
  }
  return sum;
};

/** For each order of seats: the number of the command that the person in the other seat would give. */
export const mirrorOf = (commands: readonly Command[]): ((seats: Seats) => (order: number) => number) => {
  const tables = new Map(
    seatings.map((seats) => [seats, commands.map((command) => mirrored(commands, command, seats))]),
  );
  return (seats) => (order) => tables.get(seats)?.[order] as number;
};

const mirrored = (commands: readonly Command[], command: Command, seats: Seats): number => {
  if (command.type !== 'vote') return commands.indexOf(command);
  const by = seats.indexOf(command.by);
  const same = (each: Command) => JSON.stringify(each) === JSON.stringify({ ...command, by });
  return commands.findIndex(same);
};
