export type Random = ReturnType<typeof makeRandom>;

/** Numbers that depend on the seed alone (SplitMix32): the same seed is the same run, on every machine. */
export const makeRandom = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  /** A whole number from `from` to `to`, both included. */
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(things: readonly T[]): T => {
    const thing = things[between(0, things.length - 1)];
    if (thing === undefined) throw new Error('there is nothing to pick from');
    return thing;
  };
  return {
    between,
    /** True `share` of the time; 0 is never and takes no number. */
    chance: (share: number): boolean => share > 0 && next() < share,
    pick,
    /** Some of the things, in a random order, at least `least`. */
    some: <T>(things: readonly T[], least = 0): T[] => {
      const left = [...things];
      const count = between(Math.min(least, left.length), left.length);
      return Array.from({ length: count }, () => left.splice(between(0, left.length - 1), 1)).flat();
    },
    /** One of the names, each as often as its weight says; undefined when no weight is above 0. */
    weighted: <Name extends string>(weights: Readonly<Record<Name, number>>): Name | undefined => {
      const entries = Object.entries(weights) as [Name, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      return undefined;
    },
  };
};
