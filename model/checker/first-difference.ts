import type { Model } from './model.ts';

/**
 * The shortest way to a state in which two models can do different things, by the names and ends of their steps and what is
 * seen of them; undefined when they are the same everywhere. A broken protocol that differs nowhere proves nothing
 * (threats.md 3, its lesson).
 */
export const firstDifference = <State, Seen>(
  one: Model<State, Seen>,
  other: Model<State, Seen>,
): readonly string[] | undefined => {
  const signature = (model: Model<State, Seen>, state: State) =>
    model
      .steps(state)
      .map(({ name, next, seen }) => `${name} ${JSON.stringify(seen)} ${other.key(next)}`)
      .join('\n');
  const met = new Set([other.key(one.initial)]);
  const waiting: { readonly state: State; readonly way: readonly string[] }[] = [{ state: one.initial, way: [] }];
  // The list grows while it is walked.
  for (const { state, way } of waiting) {
    if (signature(one, state) !== signature(other, state)) return way;
    for (const step of one.steps(state)) {
      if (met.has(other.key(step.next))) continue;
      met.add(other.key(step.next));
      waiting.push({ state: step.next, way: [...way, step.name] });
    }
  }
  return undefined;
};
