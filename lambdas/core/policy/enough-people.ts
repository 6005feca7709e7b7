/** One level's need of different people, and who could meet it. */
export type Need = { readonly people: readonly string[]; readonly count: number };

/** Gives the place to someone, moving those who can stand elsewhere (an augmenting path of a bipartite matching). */
const seat = (place: number, choices: readonly (readonly string[])[], seats: Map<string, number>): boolean => {
  const tried = new Set<string>();
  const give = (wanted: number): boolean =>
    (choices[wanted] ?? []).some((person) => {
      if (tried.has(person)) return false;
      tried.add(person);
      const taken = seats.get(person);
      if (taken !== undefined && !give(taken)) return false;
      seats.set(person, wanted);
      return true;
    });
  return give(place);
};

/** Whether all needs can be met together when nobody counts twice. */
export const areEnough = (needs: readonly Need[]): boolean => {
  const everybody = new Set(needs.flatMap(({ people }) => people));
  const places = needs.reduce((sum, { count }) => sum + count, 0);
  if (places > everybody.size || needs.some(({ people, count }) => count > new Set(people).size)) return false;
  const choices = needs.flatMap(({ people, count }) => Array.from({ length: count }, () => people));
  const seats = new Map<string, number>();
  return choices.every((_, place) => seat(place, choices, seats));
};
