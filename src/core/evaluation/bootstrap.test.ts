import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { bootstrapped } from './bootstrap.js';

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('bootstrapped', () => {
  const random = createRandom(3);
  const values = Array.from({ length: 200 }, () => random() + random());

  it('has the interval of the central limit theorem for a mean', () => {
    const { value, lower, upper } = bootstrapped(values, mean);
    const deviation = Math.sqrt(mean(values.map((entry) => (entry - mean(values)) ** 2)));
    const half = (1.96 * deviation) / Math.sqrt(values.length);
    expect(value).toBe(mean(values));
    expect(Math.abs(value - half - lower)).toBeLessThan(0.15 * half);
    expect(Math.abs(value + half - upper)).toBeLessThan(0.15 * half);
  });

  it('draws documents again, not mentions, and the same ones for the same seed', () => {
    const sizes = new Set<number>();
    const seen = (drawn: readonly number[]): number => {
      sizes.add(drawn.length);
      return mean(drawn);
    };
    expect(bootstrapped(values, seen, 5)).toEqual(bootstrapped(values, mean, 5));
    expect(bootstrapped(values, mean, 6)).not.toEqual(bootstrapped(values, mean, 5));
    expect([...sizes]).toEqual([200]);
  });
});
