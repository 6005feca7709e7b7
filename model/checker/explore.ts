import { Graph } from './graph.ts';
import type { Actor, Invariant, Model, Step } from './model.ts';

/** How an invariant was broken: the shortest way there, by the names of the steps. */
export interface Violation {
  readonly id: string;
  readonly trace: readonly string[];
}

export interface Explored {
  readonly states: number;
  readonly transitions: number;
  /** States in which nothing is bound to happen before the clock moves. */
  readonly rests: number;
  readonly seconds: number;
  readonly violations: readonly Violation[];
  /** True when the search went through the whole space: it was not stopped by a violation. */
  readonly complete: boolean;
  /**
   * How the steps that are bound to happen come to an end, when people and faults stop: `always`, in whatever order they
   * come; `fairly`, when each worker gets its turn (there is always a way to an end); or `never`.
   */
  readonly ends: 'always' | 'fairly' | 'never';
}

/**
 * Breadth first through every reachable state, so that the first way to a violation is a shortest one. Stops as soon as
 * each invariant named in `until` is broken; without any, at the first violation.
 */
export const explore = <State, Seen>(
  model: Model<State, Seen>,
  invariants: readonly Invariant<State, Seen>[],
  until: readonly string[] = [],
): Explored => {
  const began = performance.now();
  const graph = new Graph<State>(model.key);
  const broken = new Map<string, { readonly at: number; readonly last: string | undefined }>();
  const note = (id: string, at: number, last?: string) => broken.has(id) || broken.set(id, { at, last });
  const found = () => (until.length === 0 ? broken.size > 0 : until.every((id) => broken.has(id)));
  graph.add(model.initial, -1, 0);
  for (let at = 0; at < graph.size && !found(); at += 1) visit({ model, invariants, graph, note }, at);
  const complete = !found();
  return {
    states: graph.size,
    transitions: graph.transitions,
    rests: graph.rests,
    seconds: (performance.now() - began) / 1000,
    violations: [...broken].map(([id, { at, last }]) => ({
      id,
      trace: [...retrace(model, graph, at), last ?? []].flat(),
    })),
    complete,
    ends: complete ? endsOf(graph) : 'never',
  };
};

const endsOf = (graph: Pick<Graph<unknown>, 'settles' | 'canEnd'>): Explored['ends'] => {
  if (graph.settles()) return 'always';
  return graph.canEnd() ? 'fairly' : 'never';
};

interface Search<State, Seen> {
  readonly model: Model<State, Seen>;
  readonly invariants: readonly Invariant<State, Seen>[];
  readonly graph: Graph<State>;
  readonly note: (id: string, at: number, last?: string) => void;
}

/** Checks one state and every step out of it, and adds the states that are new. */
const visit = <State, Seen>(search: Search<State, Seen>, at: number): void => {
  const { model, invariants, graph, note } = search;
  const state = graph.take(at);
  checkState(search, { state, at }, 'state');
  const bound = new Set<Actor>();
  for (const [ordinal, step] of model.steps(state).entries()) {
    for (const { id, step: holds } of invariants) if (holds?.(state, step) === false) note(id, at, step.name);
    if (follow(graph, step, { at, ordinal })) bound.add(step.by);
  }
  if (bound.has('system')) return;
  graph.rests += 1;
  checkState(search, { state, at }, 'rest');
  if (!bound.has('clock')) checkState(search, { state, at }, 'end');
};

const checkState = <State, Seen>(
  { invariants, note }: Search<State, Seen>,
  { state, at }: { readonly state: State; readonly at: number },
  part: 'state' | 'rest' | 'end',
): void => {
  for (const invariant of invariants) if (invariant[part]?.(state) === false) note(invariant.id, at);
};

/** Adds where a step leads; true when it is bound to happen and leads on. */
const follow = <State, Seen>(
  graph: Graph<State>,
  { by, next }: Step<State, Seen>,
  from: { readonly at: number; readonly ordinal: number },
): boolean => {
  const to = graph.add(next, from.at, from.ordinal);
  if (to === from.at || (by !== 'system' && by !== 'clock')) return false;
  graph.bind(from.at, to);
  return true;
};

/** The names of the steps that lead to state number `at`, by walking them once more from the beginning. */
const retrace = <State, Seen>(model: Model<State, Seen>, graph: Graph<State>, at: number): readonly string[] => {
  let state = model.initial;
  return graph.wayTo(at).map((ordinal) => {
    const step = model.steps(state)[ordinal] as Step<State, Seen>;
    state = step.next;
    return step.name;
  });
};
