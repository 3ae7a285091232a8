import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MentionId } from '../../core/ids.js';
import { spanOf } from '../../core/text/span.js';
import { paragraphsOf, segmentText } from './segments.js';

const mention = (id: string, start: number, end: number) => ({
  id: id as MentionId,
  span: spanOf(start, end),
});

describe('segmentText', () => {
  it('gives an inner mention its words and the outer one the rest', () => {
    const outer = mention('outer', 2, 10);
    const inner = mention('inner', 4, 6);
    const segments = segmentText(spanOf(0, 12), [outer, inner]);
    expect(segments.map(({ start, end, owner }) => [start, end, owner])).toEqual([
      [0, 2, null],
      [2, 4, 'outer'],
      [4, 6, 'inner'],
      [6, 10, 'outer'],
      [10, 12, null],
    ]);
    expect(segments.map(({ isFirst }) => isFirst)).toEqual([false, true, true, false, false]);
  });

  it('keeps a mention reachable that others cover wholly', () => {
    const segments = segmentText(spanOf(0, 6), [
      mention('all', 0, 6),
      mention('a', 0, 3),
      mention('b', 3, 6),
    ]);
    expect(segments.filter(({ owner }) => owner === 'all')).toEqual([
      { start: 0, end: 0, owner: 'all', within: ['all'], isFirst: true },
    ]);
  });

  it('covers every character once, and every mention is first exactly once (seed 11)', () => {
    const spans = fc.array(
      fc.tuple(fc.nat(38), fc.integer({ min: 1, max: 12 })).map(([start, length]) => ({
        start,
        end: Math.min(40, start + length),
      })),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(spans, (list) => {
        const mentions = list.map(({ start, end }, index) => mention(`m${index}`, start, end));
        const segments = segmentText(spanOf(0, 40), mentions);
        let at = 0;
        for (const segment of segments) {
          expect(segment.start).toBe(at);
          at = segment.end;
        }
        expect(at).toBe(40);
        for (const { id, span } of mentions) {
          expect(segments.filter(({ owner, isFirst }) => owner === id && isFirst)).toHaveLength(1);
          const covered = segments.filter(({ within, start, end }) => end > start && within.includes(id));
          expect(covered[0]?.start).toBe(span.start);
          expect(covered.at(-1)?.end).toBe(span.end);
        }
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});

describe('paragraphsOf', () => {
  it('finds the title and each line', () => {
    const text = 'A title\nFirst line.\r\n\r\n  Second line. ';
    expect(paragraphsOf(text, 7).map(({ start, end }) => text.slice(start, end))).toEqual([
      'A title',
      'First line.',
      'Second line.',
    ]);
  });
});
