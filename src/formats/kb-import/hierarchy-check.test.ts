import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportLine } from '../../core/kb/import.js';
import { HierarchyCheck } from './hierarchy-check.js';

type Edges = readonly (readonly string[])[];

/** Concept `i` has the parents `edges[i]`. */
function remarksOf(edges: Edges): readonly ImportLine[] {
  const remarks: ImportLine[] = [];
  const check = new HierarchyCheck();
  edges.forEach((parents, at) => check.add(String(at), parents, at + 1));
  check.finish('f', { add: (line) => remarks.push(line) });
  return remarks;
}

const circles = (edges: Edges): number => remarksOf(edges).filter(({ why }) => why.includes('circle')).length;
const missing = (edges: Edges): number =>
  remarksOf(edges).filter(({ why }) => why.includes('not in the file')).length;

/** Takes away concepts without parents until none is left: a graph of n has no circle when n are taken away. */
function hasCircle(edges: Edges): boolean {
  const rest = new Map(
    edges.map((parents, at) => [String(at), new Set(parents.filter((p) => +p < edges.length))]),
  );
  for (let before = -1; before !== rest.size;) {
    before = rest.size;
    for (const [id, parents] of rest) {
      if ([...parents].every((parent) => !rest.has(parent))) rest.delete(id);
    }
  }
  return rest.size > 0;
}

const graphs = fc.array(fc.array(fc.integer({ min: 0, max: 12 }).map(String), { maxLength: 3 }), {
  maxLength: 10,
});

describe('HierarchyCheck', () => {
  it('finds circles exactly where there are some', () => {
    fc.assert(
      fc.property(graphs, (edges) => {
        expect(circles(edges) > 0).toBe(hasCircle(edges));
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('counts every parent that is not there', () => {
    fc.assert(
      fc.property(graphs, (edges) => {
        expect(missing(edges)).toBe(edges.flat().filter((parent) => +parent >= edges.length).length);
      }),
      { seed: 4 },
    );
  });

  it('reports one circle once, with the line of a concept on it', () => {
    const remarks = remarksOf([['1'], ['2'], ['0'], ['0'], []]);
    expect(remarks).toHaveLength(1);
    expect([1, 2, 3]).toContain(remarks[0]?.line);
  });

  it('says when an id was there before, and keeps the first parents', () => {
    const check = new HierarchyCheck();
    expect(check.add('a', ['b'], null)).toBe(true);
    expect(check.add('a', ['a'], null)).toBe(false);
    expect(check.add('b', [], null)).toBe(true);
    check.finish('f', { add: (line) => expect.fail(line.why) });
  });

  it('walks a chain of 200,000 without running out of stack', () => {
    const edges = Array.from({ length: 200_000 }, (_, at) => [String(at + 1)]);
    expect(circles([...edges, ['0']])).toBe(1);
  });
});
