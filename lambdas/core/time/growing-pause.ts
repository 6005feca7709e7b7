const GROWTH = 1.5;
const LONGEST_MILLIS = 3000;

/**
 * How long to wait, in milliseconds, before one more look at something that somebody else is doing: `first` after look
 * 0, then half as long again each time, as every look is a call that is paid for.
 */
export const growingPause = (first: number, look: number): number => Math.min(first * GROWTH ** look, LONGEST_MILLIS);
