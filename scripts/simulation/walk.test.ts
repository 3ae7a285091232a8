import { describe, expect, it } from 'vitest';
import type { DocumentId, MentionId } from '../../src/core/ids.js';
import { spanOf } from '../../src/core/text/span.js';
import { firstDocument, walkFrom, type Walk, type WalkDocument } from './walk.js';

function document(id: string, mentions: number): WalkDocument {
  return {
    id: id as DocumentId,
    text: 'a b c d e f',
    mentions: Array.from({ length: mentions }, (_, i) => ({
      mention: { id: `${i}` as MentionId, span: spanOf(2 * i, 2 * i + 1), type: 'Disease', origin: 'file' },
      text: 'abcdef'[i] ?? '',
      gold: new Set([0]),
      nil: false,
    })),
  };
}

const corpus = [document('one', 2), document('two', 3), document('three', 1), document('four', 2)];

function placesOf(mentions: Walk['ahead']): readonly string[] {
  return mentions.map(({ document: { id }, gold }) => `${id} ${gold.text}`);
}

describe('walkFrom', () => {
  it('decides in order, and has only whole documents ahead', () => {
    const walk = walkFrom(corpus, 0, { decisions: 3, ahead: 100 });
    expect(placesOf(walk.decided)).toEqual(['one a', 'one b', 'two a']);
    expect(placesOf(walk.ahead)).toEqual(['three a', 'four a', 'four b']);
  });

  it('goes round from where it begins, and stops where it is told', () => {
    const walk = walkFrom(corpus, 2, { decisions: 2, ahead: 3 });
    expect(placesOf(walk.decided)).toEqual(['three a', 'four a']);
    expect(placesOf(walk.ahead)).toEqual(['one a', 'one b', 'two a']);
  });
});

describe('firstDocument', () => {
  it('spreads the seeds over the corpus from the first on', () => {
    const places = [1, 2, 3, 4, 5].map((seed) => firstDocument(100, seed, 10));
    expect(places[0]).toBe(10);
    const sorted = [...places].sort((a, b) => a - b);
    const gaps = sorted.slice(1).map((place, i) => place - (sorted[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100 / 8);
  });
});
