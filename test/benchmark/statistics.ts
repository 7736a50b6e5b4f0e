/** The few figures of a list of measurements that the tables show. */

/** The value below which the given share (0 … 1) of the measurements lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export interface Spread {
  readonly median: number;
  /** Half the distance between the lower and the upper quartile, as a share of the median. */
  readonly relative: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const median = quantile(values, 0.5);
  const relative = (quantile(values, 0.75) - quantile(values, 0.25)) / 2 / median;
  return { median, relative };
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
