import { describe, expect, it } from 'vitest';
import { halfAtLeast, halfToNumber } from './half.js';

describe('half', () => {
  it.each([
    [0x0000, 0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65504],
    [0x0400, 2 ** -14],
    [0x0001, 2 ** -24],
    [0x3555, 0.333251953125],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
  ])('reads the pattern %i as %d (examples of IEEE 754)', (bits, value) => {
    expect(halfToNumber(bits)).toBe(value);
  });

  it('reads not-a-number', () => {
    expect(halfToNumber(0x7e00)).toBeNaN();
  });

  it('gives every non-negative half back, and the next one up for a value just above it', () => {
    for (let bits = 0; bits < 0x7bff; bits += 1) {
      const value = halfToNumber(bits);
      const next = halfToNumber(bits + 1);
      expect(halfAtLeast(value)).toBe(bits);
      expect(halfAtLeast(value + (next - value) / 1000)).toBe(bits + 1);
    }
  });

  it('refuses what does not fit', () => {
    for (const value of [-1, 65505, Number.NaN, Infinity])
      expect(() => halfAtLeast(value)).toThrow(RangeError);
  });
});
