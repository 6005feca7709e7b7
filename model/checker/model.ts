/**
 * Who takes a step. `system`: what is bound to happen, because somebody tries until it does; `clock`: time passes;
 * `person`: somebody may, nobody must; `fault`: the world fails, or an attacker acts.
 */
export type Actor = 'system' | 'clock' | 'person' | 'fault';

/** One thing that can happen in a state. `seen` is what an observer notes about it; it is no part of the state. */
export interface Step<State, Seen> {
  readonly name: string;
  readonly by: Actor;
  readonly next: State;
  readonly seen?: Seen | undefined;
}

/** A protocol: where it begins, and everything that can happen in a state. Pure. */
export interface Model<State, Seen> {
  readonly initial: State;
  readonly steps: (state: State) => readonly Step<State, Seen>[];
  /** Two states with the same key are the same state. */
  readonly key: (state: State) => string;
}

/**
 * What must hold: in every `state`, of every `step`, or in every state of `rest`: one in which nothing is bound to happen
 * before the clock moves. `end` is a rest after which not even the clock moves.
 */
export interface Invariant<State, Seen> {
  readonly id: string;
  readonly says: string;
  readonly state?: (state: State) => boolean;
  readonly step?: (before: State, step: Step<State, Seen>) => boolean;
  readonly rest?: (state: State) => boolean;
  readonly end?: (state: State) => boolean;
}
