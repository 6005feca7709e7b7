import { Numbers } from './numbers.ts';

/** The states met so far, numbered in the order of the search, and how each was reached. */
export class Graph<State> {
  transitions = 0;
  rests = 0;
  readonly #key: (state: State) => string;
  readonly #numbers = new Map<string, number>();
  /** The states that wait for their visit. One that was visited is forgotten: its way can be walked again. */
  readonly #waiting = new Map<number, State>();
  readonly #parents = new Numbers();
  readonly #ordinals = new Numbers();
  readonly #boundFrom = new Numbers();
  readonly #boundTo = new Numbers();

  constructor(key: (state: State) => string) {
    this.#key = key;
  }

  get size(): number {
    return this.#parents.length;
  }

  /** The number of `state`, which is reached from `parent` by its step number `ordinal`. */
  add(state: State, parent: number, ordinal: number): number {
    if (parent >= 0) this.transitions += 1;
    const key = this.#key(state);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.size;
    this.#numbers.set(key, number);
    this.#waiting.set(number, state);
    this.#parents.push(parent);
    this.#ordinals.push(ordinal);
    return number;
  }

  take(number: number): State {
    const state = this.#waiting.get(number) as State;
    this.#waiting.delete(number);
    return state;
  }

  /** Notes a step that is bound to happen. */
  bind(from: number, to: number): void {
    this.#boundFrom.push(from);
    this.#boundTo.push(to);
  }

  wayTo(number: number): readonly number[] {
    const way: number[] = [];
    for (let at = number; this.#parents.at(at) >= 0; at = this.#parents.at(at)) way.push(this.#ordinals.at(at));
    return way.reverse();
  }

  /** True when no run of bound steps goes round for ever: the states that no other leads to are taken away in turn. */
  settles(): boolean {
    const arriving = new Int32Array(this.size);
    for (let edge = 0; edge < this.#boundTo.length; edge += 1) bump(arriving, this.#boundTo.at(edge), 1);
    const first = Array.from(arriving.keys()).filter((state) => arriving[state] === 0);
    const targets = sorted(this.size, this.#boundFrom, this.#boundTo);
    return walk(first, targets, (to) => bump(arriving, to, -1) === 0) === this.size;
  }

  /** True when every state has a way of bound steps to an end: the ways are walked backwards from the ends. */
  canEnd(): boolean {
    const met = new Uint8Array(this.size);
    for (let edge = 0; edge < this.#boundFrom.length; edge += 1) met[this.#boundFrom.at(edge)] = 2;
    const ends = Array.from(met.keys()).filter((state) => met[state] === 0);
    const sources = sorted(this.size, this.#boundTo, this.#boundFrom);
    return walk(ends, sources, (from) => met[from] === 2 && bump(met, from, -1) === 1) === this.size;
  }
}

/** The steps of each state beside each other: `offsets` says where those of a state begin. */
interface Sorted {
  readonly offsets: Int32Array;
  readonly ends: Int32Array;
}

const sorted = (size: number, from: Numbers, to: Numbers): Sorted => {
  const offsets = new Int32Array(size + 1);
  for (let edge = 0; edge < from.length; edge += 1) bump(offsets, from.at(edge) + 1, 1);
  for (let state = 0; state < size; state += 1) bump(offsets, state + 1, offsets[state] as number);
  const next = offsets.slice();
  const ends = new Int32Array(from.length);
  for (let edge = 0; edge < from.length; edge += 1) ends[bump(next, from.at(edge), 1) - 1] = to.at(edge);
  return { offsets, ends };
};

/** Goes from state to state as far as `enter` lets it; how many it met. */
const walk = (first: readonly number[], { offsets, ends }: Sorted, enter: (state: number) => boolean): number => {
  const waiting = first.slice();
  let met = 0;
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    met += 1;
    const stop = offsets[state + 1] as number;
    for (let edge = offsets[state] as number; edge < stop; edge += 1) {
      const to = ends[edge] as number;
      if (enter(to)) waiting.push(to);
    }
  }
  return met;
};

const bump = (list: Int32Array | Uint8Array, at: number, by: number): number => {
  const value = (list[at] as number) + by;
  list[at] = value;
  return value;
};
