import type { Answer, Command } from './command.ts';
import { isFresh } from './people.ts';
import { closures, hasGrant, names, type Request } from './request.ts';
import type { Setting } from './setting.ts';
import { type Case, type Closer, type Flight, type Outbox, places, type State, type Vault } from './state.ts';
import { asSeated, mirrorOf, type Seats, seatsOf } from './symmetry.ts';

/** Writes small numbers, one a character. */
class Writer {
  readonly #bytes = Buffer.alloc(512);
  #length = 0;

  /** A number from -1 to 254. */
  put(value: number): void {
    this.#bytes[this.#length] = value + 1;
    this.#length += 1;
  }

  /** A number below 2^32. */
  wide(value: number): void {
    for (const shift of [0, 8, 16, 24]) this.put(((value >> shift) & 255) - 1);
  }

  flags(...flags: readonly boolean[]): void {
    this.put(flags.reduce((sum, flag) => sum * 2 + (flag ? 1 : 0), 0));
  }

  take(): string {
    const text = this.#bytes.toString('latin1', 0, this.#length);
    this.#length = 0;
    return text;
  }
}

/**
 * The canonical key of a state: what its future can depend on, as one short string. It leaves out three things, each for a
 * reason of one sentence. Versions and tokens are only ever compared for equality and never come back, so it says `fresh`
 * or `stale` and not which. What a request was decided by is read by no later step (the invariants about it look at the
 * step that decides), so an end has no ballots. Two approvers of one level are told apart by nothing but their votes, so
 * it sorts them.
 */
export const keyOf = (setting: Setting, commands: readonly Command[]): ((state: State) => string) => {
  const writer = new Writer();
  const mirror = mirrorOf(commands);
  const exact = setting.broken === 'no-conditional-write' || setting.broken === 'emergency-after-deny';
  return (state) => {
    const seats = exact ? asSeated : seatsOf(state);
    writer.put(state.now);
    writer.put(state.faults);
    for (const each of state.cases) putCase(writer, each, { lockVersion: state.vault.lockVersion, exact, seats });
    putVault(writer, state.vault);
    putFlights(writer, state, { exact, seats }, mirror(seats));
    return writer.take();
  };
};

interface View {
  readonly exact: boolean;
  readonly seats: Seats;
}

const putCase = (writer: Writer, each: Case, view: View & { readonly lockVersion: number }): void => {
  const { request, approval, small, task } = each;
  putRequest(writer, request, view);
  if (view.exact || !areIdle(each) || hasGrant(request)) putWindow(writer, request);
  writer.put(each.records - request.version);
  writer.put(each.unwritten);
  putOutbox(writer, each.outbox);
  if (each.outbox.tell.includes(true)) for (const times of each.told) writer.put(times);
  writer.put(task.token === approval.token ? task.round + 1 : 0);
  for (const execution of [approval, small]) {
    writer.put(places.indexOf(execution.place));
    writer.put(execution.place === 'wait' ? execution.until : 0);
    putCloser(writer, execution.closer, { lockVersion: view.lockVersion, version: request.version });
  }
};

const putWindow = (writer: Writer, { start, end }: Request): void => {
  writer.put(start);
  writer.put(end);
};

const areIdle = (each: Case): boolean => each.approval.closer.place === 'idle' && each.small.closer.place === 'idle';

const putVault = (writer: Writer, { lock, password, known, changedBy }: Vault): void => {
  writer.put(lock.rotating === undefined ? -1 : Number(lock.rotating));
  for (const time of [lock.rotatingSince, lock.owedSince, lock.changedSince]) writer.put(time ?? -1);
  writer.put(lock.unbroken?.start ?? -1);
  writer.put(lock.unbroken?.end ?? -1);
  writer.put(password);
  for (const number of known) writer.put(number);
  writer.flags(...changedBy);
};

const putRequest = (writer: Writer, request: Request, { exact, seats }: View): void => {
  const { name } = request;
  writer.put(names.indexOf(name));
  writer.flags(request.mark, request.released);
  writer.put(closures.indexOf(request.closure));
  if (exact || name === 'pending' || name === 'emergency')
    for (const person of seats) writer.put(request.ballots[person] as number);
  if (!exact && name !== 'pending') return;
  writer.put(request.level);
  writer.put(request.round);
  writer.flags(request.asked);
  writer.put(request.versions.length);
  for (const version of request.versions) writer.put(version);
};

const putOutbox = (writer: Writer, { start, stop, close, ask, answers, tell }: Outbox): void => {
  writer.flags(start, stop, close, ...ask);
  writer.flags(...tell);
  for (const answer of answers) writer.put(answerNumber(answer));
};

const answerNumber = (answer: Answer | undefined): number => {
  if (answer === undefined) return -1;
  if (typeof answer === 'number') return answer;
  return answer === 'ask' ? 100 : 101;
};

const workplaces = ['idle', 'planned', 'marked', 'rotated', 'confirming'] as const;
const plans: readonly string[] = [...closures, 'change'];

const putCloser = (writer: Writer, closer: Closer, now: { lockVersion: number; version: number }): void => {
  writer.put(workplaces.indexOf(closer.place));
  if (closer.place === 'idle') return;
  writer.put(plans.indexOf(closer.plan));
  const isRead = closer.place === 'planned' || closer.place === 'confirming';
  if (closer.place === 'confirming') writer.put(closer.at);
  writer.flags(
    isRead && closer.lockVersion === now.lockVersion,
    closer.place === 'confirming' && closer.version === now.version,
  );
};

const putFlights = (writer: Writer, state: State, view: View, mirrored: (order: number) => number): void => {
  if (view.exact) for (const { seen } of state.flights) putRequest(writer, seen, view);
  const numbers = state.flights.map((flight) => flightNumber(state, flight, view.exact ? undefined : mirrored));
  for (const number of numbers.sort((one, other) => one - other)) writer.wide(number);
};

/** A command whose read is stale can only meet its conflict, whatever it was: it is number 0. */
const flightNumber = (state: State, flight: Flight, mirrored?: (order: number) => number): number => {
  const { vault } = state;
  const isRelease = flight.command.type === 'release';
  const fresh = isFresh(state, flight);
  if (mirrored && !fresh) return 0;
  const order = mirrored ? mirrored(flight.order) : flight.order;
  const place = 1 + ['decided', 'recorded', 'fetched'].indexOf(flight.place);
  const sameChange = isRelease && flight.changedSince === vault.lock.changedSince;
  const parts = [
    [place, 4],
    [flight.of, 2],
    [flight.at, 32],
    [order, 128],
    [flight.password + 1, 4],
    [(fresh ? 1 : 0) + (sameChange ? 2 : 0), 4],
  ] as const;
  return parts.reduce((sum, [value, size]) => sum * size + value, 0);
};
