/**
 * The nearest-rank percentile: the smallest of the values that at least `percent` of them do not exceed. It is always
 * one of the values; nothing is interpolated. Throws without values.
 */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new Error(`the ${percent}th percentile of no values`);
  return value;
};
