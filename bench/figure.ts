import type { Cloud } from './cloud/start-cloud.ts';

/** One line of the answer of `npm run bench -- --json`. */
export interface Reading {
  /** The figure it belongs to, and which of its lines it is: `P8`, `P8.rejected`. */
  readonly id: string;
  /** Exactly what was counted or timed. */
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What it should be, such as `<= 8`; null where the line is there to be compared with. */
  readonly target: string | null;
  /** Whether it is so; null without a target. */
  readonly met: boolean | null;
}

export interface Figure {
  readonly id: string;
  /** One line for the list of figures. */
  readonly title: string;
  /** Measures it. `cloud` starts the local cloud when a figure first asks for it; all figures of a run share it. */
  readonly measure: (cloud: () => Promise<Cloud>) => Promise<readonly Reading[]>;
}

export type Bound = readonly ['<=' | '>=' | '=', number];

const holds = (value: number, [relation, bound]: Bound): boolean => {
  switch (relation) {
    case '<=':
      return value <= bound;
    case '>=':
      return value >= bound;
    case '=':
      return value === bound;
  }
};

/** A reading, judged against its bound if it has one. What is printed is what was judged: nothing is rounded before. */
export const reading = (
  id: string,
  what: string,
  [value, unit]: readonly [number, string],
  bound?: Bound,
): Reading => ({
  id,
  what,
  value,
  unit,
  target: bound === undefined ? null : bound.join(' '),
  met: bound === undefined ? null : holds(value, bound),
});
