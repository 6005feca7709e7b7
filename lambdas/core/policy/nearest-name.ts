/** One row of the table of edit distances: from the first letters of `word`, one more each, to all of `name` so far. */
const nextRow = (row: readonly number[], letter: string, word: string): number[] => {
  let [left, diagonal] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  return row.map((above, i) => {
    const swapped = diagonal + (word[i - 1] === letter ? 0 : 1);
    left = Math.min(above + 1, left + 1, swapped);
    diagonal = above;
    return left;
  });
};

const distance = (one: string, other: string): number => {
  const start = Array.from({ length: one.length + 1 }, (_, i) => i);
  return Number([...other].reduce((row, letter) => nextRow(row, letter, one), start).at(-1));
};

/** The known name that is the fewest edits away from what was written, case not counted; the first of equals. */
const nearestName = (written: string, known: readonly string[]): string | undefined => {
  const word = written.slice(0, 100).toLowerCase();
  const ranked = known.map((name) => ({ name, edits: distance(word, name.toLowerCase()) }));
  return ranked.sort((one, other) => one.edits - other.edits)[0]?.name;
};

/** "did you mean X?" where something is known at all. */
export const suggest = (written: string, known: readonly string[]): string => {
  const nearest = nearestName(written, known);
  return nearest === undefined ? 'there is none to name' : `did you mean ${nearest}?`;
};
