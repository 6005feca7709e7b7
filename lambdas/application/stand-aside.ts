/** Room for one of a crowd to be done before most of the others look again (bench P17). */
const ATTEMPTS = 3;
const SHORTEST_MILLIS = 20;
/** A function behind the API has 28 s in all. */
const LONGEST_MILLIS = 10_000;

/** How long who lost a race waits at most: the more people there are, the longer the attempt took that was lost. */
export const longestWait = (attemptMillis: number): number =>
  Math.min(Math.max(ATTEMPTS * attemptMillis, SHORTEST_MILLIS), LONGEST_MILLIS);
