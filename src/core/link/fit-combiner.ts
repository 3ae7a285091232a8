/** Fits the combiner by maximum likelihood, under a ridge. Deterministic. */
import { FEATURES, type CombinerWeights, type Feature } from './combine.js';

/** One mention for fitting: features of each option, and which of them are right (none: "none of these" is). */
export interface FittingExample {
  readonly options: readonly (readonly number[])[];
  readonly right: readonly boolean[];
}

export interface FittingOptions {
  /** Features that get a weight; the others get 0, but for what `base` gives them. */
  readonly features: readonly Feature[];
  /** Strength of the pull of weights towards zero, per example, with every feature scaled to deviation 1. */
  readonly ridge: number;
  /** Weights that were fitted before on other examples: what they say together is one more feature. */
  readonly base?: CombinerWeights;
}

/**
 * Maximum likelihood by Newton-like steps (BFGS with halved steps); the likelihood of an example is the summed share of
 * its right options. Concave for one right option, so the start does not matter.
 */
export function fitCombiner(
  examples: readonly FittingExample[],
  { features, ridge, base }: FittingOptions,
): CombinerWeights {
  const columns = features.map((name) => FEATURES.indexOf(name));
  const rows = tableOf(examples, columns, base);
  const fitted = minimise(rows.width + 1, (parameters) => lossOf(rows, parameters, ridge));
  const plain = rows.scales.map((scale, column) => (fitted[column] ?? 0) / scale);
  const byBase = base === undefined ? 0 : (plain[columns.length] ?? 0);
  const weights = FEATURES.map((name) => {
    const column = features.indexOf(name);
    return [name, (column < 0 ? 0 : (plain[column] ?? 0)) + byBase * (base?.weights[name] ?? 0)] as const;
  });
  return { weights: Object.fromEntries(weights) as Record<Feature, number>, none: fitted[rows.width] ?? 0 };
}

/** All options of all examples end to end, scaled to deviation 1. */
interface OptionTable {
  readonly width: number;
  readonly values: Float64Array;
  readonly scales: readonly number[];
  readonly isRight: Uint8Array;
  /** The options of example i are `starts[i] .. starts[i + 1])`. */
  readonly starts: Uint32Array;
}

function tableOf(
  examples: readonly FittingExample[],
  columns: readonly number[],
  base: CombinerWeights | undefined,
): OptionTable {
  const width = columns.length + (base === undefined ? 0 : 1);
  const starts = new Uint32Array(examples.length + 1);
  examples.forEach(({ options }, i) => (starts[i + 1] = (starts[i] ?? 0) + options.length));
  const count = starts[examples.length] ?? 0;
  const values = new Float64Array(width * count);
  const isRight = new Uint8Array(count);
  let row = 0;
  for (const { options, right } of examples) {
    options.forEach((option, place) => {
      columns.forEach((column, at) => (values[width * row + at] = option[column] ?? 0));
      if (base !== undefined) values[width * row + width - 1] = utilityUnder(base, option);
      isRight[row++] = right[place] === true ? 1 : 0;
    });
  }
  const scales = Array.from({ length: width }, (_, column) => deviationOf(values, width, column));
  for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) / (scales[at % width] ?? 1);
  return { width, values, scales, isRight, starts };
}

function utilityUnder({ weights }: CombinerWeights, option: readonly number[]): number {
  return FEATURES.reduce((sum, name, i) => sum + weights[name] * (option[i] ?? 0), 0);
}

/** 1 for a feature that never changes. */
function deviationOf(values: Float64Array, width: number, column: number): number {
  const count = values.length / width;
  let sum = 0;
  let squares = 0;
  for (let at = column; at < values.length; at += width) {
    const value = values[at] ?? 0;
    sum += value;
    squares += value * value;
  }
  const variance = squares / count - (sum / count) ** 2;
  return variance > 1e-12 ? Math.sqrt(variance) : 1;
}

interface Loss {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Mean negative log-likelihood with the ridge; gradient: expected features minus expected features given "right". */
function lossOf(
  { width, values, isRight, starts }: OptionTable,
  parameters: Float64Array,
  ridge: number,
): Loss {
  const gradient = new Float64Array(width + 1);
  const examples = starts.length - 1;
  const none = parameters[width] ?? 0;
  let value = 0;
  for (let example = 0; example < examples; example++) {
    const from = starts[example] ?? 0;
    const to = starts[example + 1] ?? 0;
    const utilities = Array.from({ length: to - from }, (_, place) =>
      dot(values, width * (from + place), parameters, width),
    );
    const top = Math.max(none, ...utilities);
    const shares = utilities.map((utility) => Math.exp(utility - top));
    const total = shares.reduce((sum, share) => sum + share, Math.exp(none - top));
    const noneShare = Math.exp(none - top) / total;
    let rightShare = 0;
    shares.forEach((share, place) => {
      shares[place] = share / total;
      if (isRight[from + place] === 1) rightShare += share / total;
    });
    const noneIsRight = !isRight.subarray(from, to).includes(1);
    const mass = Math.max(Number.MIN_VALUE, noneIsRight ? noneShare : rightShare);
    value -= Math.log(mass);
    shares.forEach((share, place) => {
      const posterior = !noneIsRight && isRight[from + place] === 1 ? share / mass : 0;
      const pull = share - posterior;
      const row = width * (from + place);
      for (let at = 0; at < width; at++) gradient[at] = (gradient[at] ?? 0) + pull * (values[row + at] ?? 0);
    });
    gradient[width] = (gradient[width] ?? 0) + noneShare - (noneIsRight ? 1 : 0);
  }
  let squares = 0;
  for (let at = 0; at < width; at++) squares += (parameters[at] ?? 0) ** 2;
  return {
    value: value / examples + (ridge / 2) * squares,
    gradient: gradient.map(
      (slope, at) => slope / examples + (at < width ? ridge * (parameters[at] ?? 0) : 0),
    ),
  };
}

function dot(values: Float64Array, row: number, parameters: Float64Array, width: number): number {
  let sum = 0;
  for (let at = 0; at < width; at++) sum += (values[row + at] ?? 0) * (parameters[at] ?? 0);
  return sum;
}

const MOST_STEPS = 300;
const SMALL = 1e-9;

/** The minimum of a smooth function from 0 on, by BFGS (Nocedal and Wright, "Numerical Optimization", 6.1). */
function minimise(size: number, loss: (parameters: Float64Array) => Loss): Float64Array {
  let at = new Float64Array(size);
  let here = loss(at);
  let inverse: Float64Array[] = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (_, j) => +(i === j)),
  );
  for (let step = 0; step < MOST_STEPS; step++) {
    const direction = Float64Array.from(inverse, (row) => -dot(row, 0, here.gradient, size));
    const slope = dot(direction, 0, here.gradient, size);
    let length = 1;
    let next = at;
    let there = here;
    for (; length > 1e-10; length /= 2) {
      next = at.map((value, i) => value + length * (direction[i] ?? 0));
      there = loss(next);
      if (there.value <= here.value + 1e-4 * length * slope) break;
    }
    const moved = next.map((value, i) => value - (at[i] ?? 0));
    const turned = there.gradient.map((value, i) => value - (here.gradient[i] ?? 0));
    const gain = here.value - there.value;
    [at, here] = [next, there];
    if (gain < SMALL) break;
    const curvature = dot(moved, 0, turned, size);
    if (curvature > 1e-12) inverse = updated(inverse, moved, turned, curvature);
  }
  return at;
}

function updated(
  inverse: Float64Array[],
  moved: Float64Array,
  turned: Float64Array,
  curvature: number,
): Float64Array[] {
  const size = moved.length;
  const turnedBy = Float64Array.from(inverse, (row) => dot(row, 0, turned, size));
  const scale = (1 + dot(turned, 0, turnedBy, size) / curvature) / curvature;
  return inverse.map((row, i) =>
    row.map(
      (value, j) =>
        value +
        scale * (moved[i] ?? 0) * (moved[j] ?? 0) -
        ((turnedBy[i] ?? 0) * (moved[j] ?? 0) + (moved[i] ?? 0) * (turnedBy[j] ?? 0)) / curvature,
    ),
  );
}
