export type Timeline = ReturnType<typeof makeTimeline>;

export interface Timer {
  readonly at: number;
  readonly act: () => void;
  cancelled: boolean;
}

/** The virtual clock, and what is to happen when. Timers of the same instant go off in the order they were set. */
export const makeTimeline = (start: number) => {
  let now = start;
  const timers: Timer[] = [];
  const dropCancelled = (): void => {
    while (timers[0]?.cancelled) timers.shift();
  };
  return {
    now: (): number => now,
    /** Sets a timer; one for the past goes off at the next look. */
    at: (instant: number, act: () => void): Timer => {
      const timer: Timer = { at: Math.max(instant, now), act, cancelled: false };
      timers.splice(placeFor(timers, timer.at), 0, timer);
      return timer;
    },
    /** When the next timer goes off, or undefined when none is set. */
    next: (): number | undefined => {
      dropCancelled();
      return timers[0]?.at;
    },
    /** How many timers are set. */
    count: (): number => timers.filter(({ cancelled }) => !cancelled).length,
    /** Moves the clock; it never goes back. */
    advanceTo: (instant: number): void => {
      now = Math.max(now, instant);
    },
    /** Lets the first timer that is due go off; false when none is. */
    fireDue: (): boolean => {
      dropCancelled();
      const timer = timers[0];
      if (!timer || timer.at > now) return false;
      timers.shift();
      timer.act();
      return true;
    },
  };
};

/** Behind every timer that is not later: a binary search, since there may be hundreds. */
const placeFor = (timers: readonly Timer[], at: number): number => {
  let low = 0;
  let high = timers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timers[middle] as Timer).at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};
