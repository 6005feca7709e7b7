import type { StandAside } from '../../application/ports/ports.ts';

/**
 * Nobody knows how large the crowd is, so few may be early and yet one must: the first of two waits for four fifths of
 * the time, the first of a thousand for a third, and one in sixty-four is back after the half.
 */
const LATE = 6;

export const makeStandAside =
  (pause: (millis: number) => Promise<void>, random: () => number): StandAside =>
  (atMostMillis) =>
    pause(atMostMillis * random() ** (1 / LATE));
