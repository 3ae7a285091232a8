import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestSpans, spanProbabilities, tagCountOf, type Crf, type WordSpan } from './crf.js';

const SEED = 20261124;
const TYPES = 2;
const TAGS = tagCountOf(TYPES);
const FORBIDDEN = -1e4;

/** A type goes on only after itself. */
const mayFollow = (from: number, to: number): boolean =>
  to === 0 || to % 2 === 1 || from === to || from === to - 1;

const score = fc.double({ min: -3, max: 3, noNaN: true });
const scores = (length: number) => fc.array(score, { minLength: length, maxLength: length });
const crf: fc.Arbitrary<Crf> = fc.tuple(scores(TAGS * TAGS), scores(TAGS)).map(([transitions, first]) => ({
  transitions: Float32Array.from(transitions, (value, at) =>
    mayFollow(Math.floor(at / TAGS), at % TAGS) ? value : FORBIDDEN,
  ),
  first: Float32Array.from(first, (value, tag) => (mayFollow(0, tag) ? value : FORBIDDEN)),
}));
const emissions = fc
  .integer({ min: 1, max: 4 })
  .chain((words) => scores(words * TAGS))
  .map((values) => Float32Array.from(values));

/** Every tagging there is, with its score. */
function taggings(table: Float32Array, { transitions, first }: Crf): { tags: number[]; score: number }[] {
  const words = table.length / TAGS;
  return Array.from({ length: TAGS ** words }, (_, number) => {
    const tags = Array.from({ length: words }, (_, word) => Math.floor(number / TAGS ** word) % TAGS);
    const sum = tags.reduce((total, tag, word) => {
      const previous = tags[word - 1];
      const step = previous === undefined ? first[tag] : transitions[previous * TAGS + tag];
      return total + (step ?? 0) + (table[word * TAGS + tag] ?? 0);
    }, 0);
    return { tags, score: sum };
  });
}

function spansOf(tags: readonly number[]): WordSpan[] {
  return tags.flatMap((tag, from) => {
    if (tag % 2 === 0) return [];
    let to = from + 1;
    while (tags[to] === tag + 1) to += 1;
    return [{ from, to, type: (tag - 1) / 2 }];
  });
}

describe('the conditional random field', () => {
  it('finds the mentions of the best tagging among all that there are', () => {
    fc.assert(
      fc.property(emissions, crf, (table, field) => {
        const all = taggings(table, field);
        const best = Math.max(...all.map(({ score }) => score));
        const equallyGood = all.filter(({ score }) => score > best - 1e-6).map(({ tags }) => spansOf(tags));
        expect(equallyGood).toContainEqual(bestSpans(table, field));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('gives each span the share of the taggings that have it', () => {
    fc.assert(
      fc.property(emissions, crf, (table, field) => {
        const all = taggings(table, field);
        const weight = (list: typeof all): number =>
          list.reduce((sum, { score }) => sum + Math.exp(score), 0);
        const spans = bestSpans(table, field);
        spanProbabilities(table, field, spans).forEach((probability, place) => {
          const having = all.filter(({ tags }) =>
            spansOf(tags).some((span) => JSON.stringify(span) === JSON.stringify(spans[place])),
          );
          expect(probability).toBeCloseTo(weight(having) / weight(all), 6);
        });
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('separates two mentions of one type that touch', () => {
    const table = new Float32Array(3 * TAGS);
    table[1] = 9;
    table[TAGS + 2] = 9;
    table[2 * TAGS + 1] = 9;
    const flat: Crf = { transitions: new Float32Array(TAGS * TAGS), first: new Float32Array(TAGS) };
    expect(bestSpans(table, flat)).toEqual([
      { from: 0, to: 2, type: 0 },
      { from: 2, to: 3, type: 0 },
    ]);
  });
});
