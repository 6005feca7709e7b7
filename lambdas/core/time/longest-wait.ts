/** Room for one of a crowd to be done before most of the others look again (bench P17). */
const ATTEMPTS = 3;
const SHORTEST_MILLIS = 20;
/** A function behind the API has 28 s in all: an attempt of six, this, and another attempt. */
const LONGEST_MILLIS = 15_000;

/**
 * How long who lost a race waits at most, in milliseconds: the more people there are, the longer the attempt took that
 * was lost. Twice as long after each race `before` it, where everybody has to win one in the end.
 */
export const longestWait = (attemptMillis: number, before = 0): number =>
  Math.min(Math.max(ATTEMPTS * attemptMillis, SHORTEST_MILLIS) * 2 ** before, LONGEST_MILLIS);
