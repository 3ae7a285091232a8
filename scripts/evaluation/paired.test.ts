import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { bootstrapped, comparisonOf, comparisonTable, type Answered } from './paired.js';

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

describe('comparisonOf', () => {
  const base: Answered[] = [
    { cpu: 100, ranks: [0, 0, 3], first: ['A', 'B', 'C'] },
    { cpu: 300, ranks: [-1], first: [null] },
  ];

  it('counts what differs, mention by mention', () => {
    const other: Answered[] = [
      { cpu: 150, ranks: [0, 1, -1], first: ['A', 'X', 'C'] },
      { cpu: 450, ranks: [0], first: ['D'] },
    ];
    const comparison = comparisonOf('other', base, other);
    expect(comparison).toMatchObject({ mentions: 4, top1: 50, top5: 75, sameFirst: 50, cpuPerMention: 150 });
    expect(comparison.difference.value).toBe(0);
    expect(comparison.cpuRatio).toEqual({ value: 1.5, lower: 1.5, upper: 1.5 });
    expect(comparisonTable([comparison])).toContain('other: 4 mentions, top-1 50.00');
  });

  it('finds no difference of a model from itself', () => {
    const { difference, sameFirst, cpuRatio } = comparisonOf('same', base, base);
    expect(difference).toEqual({ value: 0, lower: 0, upper: 0 });
    expect(cpuRatio.value).toBe(1);
    expect(sameFirst).toBe(100);
  });
});
