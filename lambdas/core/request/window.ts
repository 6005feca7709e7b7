/** An interval in which a credential may be used, in epoch milliseconds: `start` is inside, `end` is not. */
export interface AccessWindow {
  readonly start: number;
  readonly end: number;
}

/** True when every instant of `inner` is also one of `outer`. */
export const liesInside = (inner: AccessWindow, outer: AccessWindow): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** True at the point of use: `start <= now < end` (threats.md E-11). */
export const isLive = (window: AccessWindow, now: number): boolean => window.start <= now && now < window.end;

/** What is left of a window that ends at `instant`: nothing, if it had not begun. */
export const cutAt = ({ start, end }: AccessWindow, instant: number): AccessWindow => ({
  start: Math.min(start, instant),
  end: Math.min(end, instant),
});

/** Whole seconds until `instant`, never less than 1: Step Functions refuses a shorter time-out. */
export const secondsUntil = (instant: number, now: number): number => Math.max(1, Math.ceil((instant - now) / 1000));
