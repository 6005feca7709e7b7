import type { Step } from '../checker/model.ts';
import { isChangeDue } from './closing.ts';
import type { Command, Named, Taken } from './command.ts';
import { commit } from './commit.ts';
import { decide } from './decide.ts';
import type { Request } from './request.ts';
import type { Setting } from './setting.ts';
import { caseOf, type Flight, type Seen, type State } from './state.ts';

type Steps = readonly Step<State, Seen>[];

/** A person gives a command: it reads and decides. One that is refused ends here and changes nothing (I-12). */
export const beginSteps = (
  setting: Setting,
  commands: readonly Named[],
  state: State,
  of: number,
  label: string,
): Steps => {
  if (state.flights.length >= setting.inFlight) return [];
  return commands.flatMap(({ name, command }, order) => {
    if (!isTaken(setting, state, of, command)) return [];
    const flight = read(state, { name: label + name, order, command, of });
    return [{ name: `begin ${flight.name}`, by: 'person', next: withFlights(state, [...state.flights, flight]) }];
  });
};

const isTaken = (setting: Setting, state: State, of: number, command: Command): boolean => {
  if (command.type === 'release' && !mayRelease(setting, state, of)) return false;
  const taken = decide(setting, caseOf(state, of).request, command, state.now);
  return taken !== 'refused' && taken.events.length > 0;
};

/** Nobody gets a password that is about to change. Who knows it already is not modelled asking for it again. */
const mayRelease = (setting: Setting, state: State, of: number): boolean => {
  if (state.vault.known[of] === state.vault.password) return false;
  return setting.broken === 'release-without-lock' || (state.vault.lock.rotating === undefined && !isChangeDue(state));
};

const read = (state: State, what: Pick<Flight, 'name' | 'order' | 'command' | 'of'>): Flight => ({
  ...what,
  at: state.now,
  seen: caseOf(state, what.of).request,
  lockVersion: state.vault.lockVersion,
  changedSince: state.vault.lock.changedSince,
  place: 'decided',
  password: -1,
});

/** Sorted, so that it makes no difference who began first. */
const withFlights = (state: State, flights: readonly Flight[]): State => ({
  ...state,
  flights: flights.length < 2 ? flights : [...flights].sort((a, b) => a.of - b.of || a.order - b.order || a.at - b.at),
});

/** Each command on its way goes on: it writes, and a release then reads the secret and hands it over. */
export const flightSteps = (setting: Setting, state: State): Steps =>
  state.flights.map((flight, index) => {
    const others = withFlights(state, state.flights.toSpliced(index, 1));
    return onward[flight.place](setting, others, flight);
  });

const onward: Record<Flight['place'], (setting: Setting, state: State, flight: Flight) => Steps[number]> = {
  decided: (setting, state, flight) => write(setting, state, flight),
  recorded: (_setting, state, flight) => ({
    name: `${flight.name}: read the secret`,
    by: 'system',
    next: fetched(state, flight),
  }),
  fetched: (setting, state, flight) => ({
    name: `${flight.name}: hand it over`,
    by: 'system',
    next: handOver(setting, state, flight),
  }),
};

const write = (setting: Setting, state: State, flight: Flight): Steps[number] => {
  if (setting.broken !== 'no-conditional-write' && isStale(setting, state, flight))
    return { name: `${flight.name}: conflict`, by: 'system', next: state };
  const taken = decide(setting, flight.seen, flight.command, flight.at) as Taken;
  const written = commit(setting, state, flight.of, taken);
  const next = flight.command.type === 'release' ? withFlights(written, [...state.flights, recorded(flight)]) : written;
  return { name: `commit ${flight.name}`, by: 'system', next, seen: seenOf(flight) };
};

/** What it read is as it was: its write will not meet a conflict. After its write nothing of that matters any more. */
export const isFresh = (state: State, flight: Flight): boolean => {
  if (flight.place !== 'decided') return true;
  if (flight.seen.version !== caseOf(state, flight.of).request.version) return false;
  return flight.command.type !== 'release' || flight.lockVersion === state.vault.lockVersion;
};

/** The condition of the write: the request, and for a release the lock too, are as they were read. */
const isStale = (setting: Setting, state: State, flight: Flight): boolean => {
  const { lockVersion } = setting.broken === 'release-without-lock' ? state.vault : flight;
  return !isFresh(state, { ...flight, lockVersion });
};

const seenOf = ({ command, of, at, seen }: Flight): Seen | undefined => {
  if (command.type === 'release') return { what: 'released', of, at };
  return isDecision(command, seen) ? { what: 'counted', at } : undefined;
};

/** What is decided while pending has a deadline; a disapproval of an emergency has the end of its window. */
const isDecision = ({ type }: Command, seen: Request): boolean =>
  (type === 'vote' || type === 'use-emergency') && seen.name === 'pending';

/** What a release decided on is behind it: only the lock matters now. */
const recorded = (flight: Flight): Flight => ({
  ...flight,
  at: 0,
  lockVersion: 0,
  place: 'recorded',
  seen: { ...flight.seen, version: 0 },
});

const fetched = (state: State, flight: Flight): State =>
  withFlights(state, [...state.flights, { ...flight, place: 'fetched', password: state.vault.password }]);

/** The second look: where a change of the password began meanwhile, what was read is not handed over. */
const handOver = (setting: Setting, state: State, { of, password, changedSince }: Flight): State => {
  const { vault } = state;
  const same = vault.lock.rotating === undefined && vault.lock.changedSince === changedSince;
  if (!same && setting.broken !== 'hand-over-without-second-look') return state;
  return { ...state, vault: { ...vault, known: vault.known.with(of, password) } };
};
