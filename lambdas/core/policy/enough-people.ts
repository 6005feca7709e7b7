/** One level's need of different people, and who could meet it. */
export type Need = { readonly people: readonly string[]; readonly count: number };

/** One place that somebody must take, and who could. */
type Place = { readonly people: readonly string[] };

/** Gives a place to someone, moving those who can stand elsewhere (an augmenting path of a bipartite matching). */
const fill = (place: Place, seats: Map<string, Place>): boolean => {
  const tried = new Set<string>();
  const give = (wanted: Place): boolean =>
    wanted.people.some((person) => {
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
  const total = needs.reduce((sum, { count }) => sum + count, 0);
  if (total > everybody.size) return false;
  const places = needs.flatMap(({ people, count }) => Array.from({ length: count }, (): Place => ({ people })));
  const seats = new Map<string, Place>();
  return places.every((place) => fill(place, seats));
};
