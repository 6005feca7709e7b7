/** One row of the table of edit distances: from the first letters of `word`, one more each, to all of `name` so far. */
const nextRow = (row: readonly number[], letter: string, word: string): number[] => {
  const next = [(row[0] ?? 0) + 1];
  for (let i = 1; i <= word.length; i += 1) {
    const swapped = (row[i - 1] ?? 0) + (word[i - 1] === letter ? 0 : 1);
    next.push(Math.min((row[i] ?? 0) + 1, (next[i - 1] ?? 0) + 1, swapped));
  }
  return next;
};

const distance = (one: string, other: string): number => {
  const start = Array.from({ length: one.length + 1 }, (_, i) => i);
  return [...other].reduce((row, letter) => nextRow(row, letter, one), start).at(-1) ?? 0;
};

/** The known name that is the fewest edits away from what was written, case not counted; the first of equals. */
export const nearestName = (written: string, known: readonly string[]): string | undefined => {
  const word = written.slice(0, 100).toLowerCase();
  const ranked = known.map((name) => ({ name, edits: distance(word, name.toLowerCase()) }));
  return ranked.sort((one, other) => one.edits - other.edits)[0]?.name;
};

/** "did you mean X?" where something is known at all. */
export const suggest = (written: string, known: readonly string[]): string => {
  const nearest = nearestName(written, known);
  return nearest === undefined ? 'there is none to name' : `did you mean ${nearest}?`;
};
