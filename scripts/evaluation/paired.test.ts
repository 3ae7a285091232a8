import { describe, expect, it } from 'vitest';
import { comparisonOf, comparisonTable, type Answered } from './paired.js';

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
