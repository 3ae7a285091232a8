/** Median and the quartiles around it. */
export interface Quartiles {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

/** Quantiles by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
export function quartilesOf(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (quantile: number): number => {
    const place = quantile * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? Number.NaN;
    const above = sorted[Math.ceil(place)] ?? Number.NaN;
    return below + (above - below) * (place - Math.floor(place));
  };
  return { median: at(0.5), lower: at(0.25), upper: at(0.75), count: values.length };
}

/** "1,234 ms (quartiles 1,200 to 1,300, n = 7)". */
export function milliseconds({ median, lower, upper, count }: Quartiles): string {
  return `${whole(median)} ms (quartiles ${whole(lower)} to ${whole(upper)}, n = ${count})`;
}

/** A number without a fraction, digits grouped. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
