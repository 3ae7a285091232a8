/**
 * AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101) as PyTorch computes it, on the CPU: an adapter has so few
 * weights that a step takes milliseconds, is the same on every backend, and is kept whole in a checkpoint.
 */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** The running means of gradients and of their squares, all factors one after the other. */
export interface AdamState {
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
}

/** The state before the first step, for so many weights. */
export function startAdam(weights: number): AdamState {
  return { firstMoment: new Float32Array(weights), secondMoment: new Float32Array(weights) };
}

/** What a step is taken with. */
export interface AdamStep {
  /** From 1. */
  readonly step: number;
  readonly rate: number;
  readonly weightDecay: number;
}

/**
 * One step. Decay is apart from the gradient: w - rate * decay * w - rate * m̂ / (√v̂ + ε).
 *
 * @param factors and `gradients` parallel to them, the state covering all in this order
 * @returns new factors and a new state; what was given stays as it was
 * @throws RangeError when the lengths do not agree
 */
export function adamStep(
  factors: readonly Float32Array[],
  gradients: readonly Float32Array[],
  { firstMoment, secondMoment }: AdamState,
  { step, rate, weightDecay }: AdamStep,
): { readonly factors: readonly Float32Array[]; readonly state: AdamState } {
  const total = factors.reduce((sum, { length }) => sum + length, 0);
  if (total !== firstMoment.length || total !== secondMoment.length) {
    throw new RangeError(`AdamW holds ${firstMoment.length} weights, and ${total} were given.`);
  }
  const first = new Float32Array(firstMoment);
  const second = new Float32Array(secondMoment);
  const correction1 = 1 - BETA1 ** step;
  const correction2 = Math.sqrt(1 - BETA2 ** step);
  let offset = 0;
  const moved = factors.map((factor, place) => {
    const gradient = gradients[place];
    if (gradient?.length !== factor.length) {
      throw new RangeError(
        `Factor ${place} has ${factor.length} weights and ${gradient?.length ?? 0} gradients.`,
      );
    }
    const result = new Float32Array(factor.length);
    for (let i = 0; i < factor.length; i += 1) {
      const slope = gradient[i] ?? 0;
      const mean = BETA1 * (first[offset] ?? 0) + (1 - BETA1) * slope;
      const square = BETA2 * (second[offset] ?? 0) + (1 - BETA2) * slope * slope;
      first[offset] = mean;
      second[offset] = square;
      const decayed = (factor[i] ?? 0) * (1 - rate * weightDecay);
      result[i] = decayed - ((rate / correction1) * mean) / (Math.sqrt(square) / correction2 + EPSILON);
      offset += 1;
    }
    return result;
  });
  return { factors: moved, state: { firstMoment: first, secondMoment: second } };
}

/** Gradients no longer than `most` together, and how long they were: PyTorch's `clip_grad_norm_`. */
export function clipGradients(
  gradients: readonly Float32Array[],
  most: number,
): { readonly gradients: readonly Float32Array[]; readonly norm: number } {
  let squares = 0;
  for (const gradient of gradients) for (const value of gradient) squares += value * value;
  const norm = Math.sqrt(squares);
  const scale = most / (norm + 1e-6);
  if (scale >= 1) return { gradients, norm };
  return { gradients: gradients.map((gradient) => gradient.map((value) => value * scale)), norm };
}

/** The sum of gradients of several passes, factor by factor. */
export function addGradients(
  sum: readonly Float32Array[] | null,
  added: readonly Float32Array[],
): readonly Float32Array[] {
  if (sum === null) return added;
  return sum.map((values, place) => {
    const other = added[place];
    return values.map((value, i) => value + (other?.[i] ?? 0));
  });
}
