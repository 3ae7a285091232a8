/** IEEE 754 binary16 ("half", f16) as 16-bit patterns; Node 20 has no `Float16Array`. */

const LARGEST_HALF = 65504;
const SMALLEST_NORMAL = 2 ** -14;
const SMALLEST_SUBNORMAL = 2 ** -24;

/** Value of a half, exact. Input: its 16 bits. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * SMALLEST_SUBNORMAL;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * The smallest half at or above `value`, as its 16 bits. `value` must be in 0 to 65504.
 *
 * @throws RangeError outside that range, NaN included.
 */
export function halfAtLeast(value: number): number {
  if (!(value >= 0 && value <= LARGEST_HALF)) {
    throw new RangeError(`A half at or above ${value} was asked for; the range is 0 to ${LARGEST_HALF}.`);
  }
  if (value < SMALLEST_NORMAL) return Math.ceil(value / SMALLEST_SUBNORMAL);
  const exponent = Math.floor(Math.log2(value));
  // log2 may round up to the next whole number just below a power of two.
  const power = 2 ** exponent > value ? exponent - 1 : exponent;
  // A fraction that rounds up to 1024 carries into the exponent, which is the next power of two: right as it is.
  return ((power + 15) << 10) + Math.ceil((value / 2 ** power - 1) * 1024);
}
