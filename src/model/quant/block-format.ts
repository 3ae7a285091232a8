/** How the values of one block become small whole numbers: the widths and the two rules for the scale. */
import { halfAtLeast, halfToNumber } from '../../core/bytes/half.js';
import { SeraphError } from '../../core/errors.js';

export interface BlockFormat {
  /** Bits of a code. */
  readonly bits: 8 | 4;
  /** Least and greatest code. */
  readonly lowest: number;
  readonly highest: number;
  /**
   * The scale of the block `values[from]` to `values[to - 1]`, as the bits of a half; 0 only if all are 0.
   *
   * @throws SeraphError bad-format when a value is not finite or too large.
   */
  scaleOf(values: Float32Array, from: number, to: number): number;
}

/** The scale is rounded up to a half, so no code overflows and the error is at most half a scale. */
export const INT8: BlockFormat = {
  bits: 8,
  lowest: -127,
  highest: 127,
  scaleOf: (values, from, to) => halfBits(Math.abs(extremeOf(values, from, to)) / 127),
};

/**
 * Codes -8 to 7, where one code in eight would be lost to symmetry: the scale has a sign, such that the value of greatest
 * magnitude gets the code -8. Of 15 scales from 0.7 to 1.05 of that, the one with the least squared error: cutting off
 * the extreme value often costs less than a coarse step costs all others.
 */
export const INT4: BlockFormat = {
  bits: 4,
  lowest: -8,
  highest: 7,
  scaleOf(values, from, to) {
    const extreme = extremeOf(values, from, to);
    const sign = extreme > 0 ? SIGN_BIT : 0;
    let best = 0;
    let leastError = Infinity;
    for (let step = 0; step < 15; step += 1) {
      const bits = sign | halfBits((Math.abs(extreme) / 8) * ((28 + step) / 40));
      const error = squaredError(INT4, halfToNumber(bits), values, from, to);
      if (error >= leastError) continue;
      leastError = error;
      best = bits;
    }
    return best;
  },
};

/** The code of a value in a block with this scale, as a whole number; 0 if the scale is. */
export function codeOf({ lowest, highest }: BlockFormat, value: number, scale: number): number {
  if (scale === 0) return 0;
  return Math.min(highest, Math.max(lowest, Math.round(value / scale)));
}

const SIGN_BIT = 0x8000;

function squaredError(
  format: BlockFormat,
  scale: number,
  values: Float32Array,
  from: number,
  to: number,
): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) {
    const value = values[i] ?? 0;
    sum += (scale * codeOf(format, value, scale) - value) ** 2;
  }
  return sum;
}

/** The first value of the greatest magnitude; NaN if any value is. */
function extremeOf(values: Float32Array, from: number, to: number): number {
  let extreme = 0;
  for (let i = from; i < to; i += 1) {
    const value = values[i] ?? 0;
    if (!(Math.abs(value) <= Math.abs(extreme))) extreme = value;
    if (Number.isNaN(extreme)) return extreme;
  }
  return extreme;
}

function halfBits(scale: number): number {
  try {
    return halfAtLeast(scale);
  } catch {
    throw new SeraphError(
      'bad-format',
      'The model has a weight that is not a usable number. Nothing was changed. Train or export it again.',
      { got: String(scale) },
    );
  }
}
