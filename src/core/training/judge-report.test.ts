import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConceptId, DocumentId, MentionId, TokenId } from '../ids.js';
import type { CasePart } from './job.js';
import type { JudgedCase } from './judged-case.js';
import { beforeAfter, contributionsOf, reportOf } from './judge-report.js';
import type { ScoredPair } from './pair-means.js';

const SEED = 20261129;
const SETTINGS = { loss: 'dpo', beta: 0.5, seed: 1 } as const;
const ranked = (ids: string) =>
  ids.split('').map((id) => ({ conceptId: id as ConceptId, name: `name of ${id}` }));

let count = 0;
/** A mention whose right concept is "A" unless said otherwise; candidates are letters, best first. */
function judged(
  before: string,
  after: string,
  otherwise: Partial<Omit<JudgedCase, 'documentId' | 'gold'>> & {
    readonly documentId?: string;
    readonly gold?: string;
  } = {},
): JudgedCase {
  const { documentId = 'd1', gold = 'A', ...rest } = otherwise;
  return {
    mentionId: `m${count++}` as MentionId,
    part: 'held-out',
    text: 'rash',
    withoutMemory: null,
    ...rest,
    documentId: documentId as DocumentId,
    gold: gold.split('') as ConceptId[],
    before: ranked(before),
    after: ranked(after),
  };
}

describe('beforeAfter', () => {
  it('counts every mention once: right first, right among five, points gained', () => {
    const cases = [
      judged('AB', 'BA'),
      judged('BA', 'AB', { documentId: 'd2' }),
      judged('BCDEFA', 'BCDEA', { documentId: 'd2' }),
      judged('B', 'C', { documentId: 'd3', gold: 'CD' }),
      judged('', 'A', { documentId: 'd3' }),
      judged('A', 'A', { documentId: 'd3', gold: '' }),
    ];
    const figures = beforeAfter(cases, 1);
    expect(figures?.mentions).toBe(5);
    expect(figures?.before.top1.value).toBe(20);
    expect(figures?.before.top5.value).toBe(40);
    expect(figures?.after.top1.value).toBe(60);
    expect(figures?.after.top5.value).toBe(100);
    expect(figures?.difference.value).toBe(40);
    expect(beforeAfter([judged('A', 'A', { gold: '' })], 1)).toBeNull();
  });

  it('has intervals around the values, the same for the same seed, turned when the sides are', () => {
    const cases = fc.array(
      fc.record({
        document: fc.integer({ min: 0, max: 8 }),
        before: fc.constantFrom('A', 'B', 'BA'),
        after: fc.constantFrom('A', 'B', 'BA'),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(cases, fc.nat(), (rows, seed) => {
        const made = rows.map(({ document, before, after }) =>
          judged(before, after, { documentId: `d${document}` }),
        );
        const figures = beforeAfter(made, seed);
        const turned = beforeAfter(
          made.map((each) => ({ ...each, before: each.after, after: each.before })),
          seed,
        );
        if (!figures || !turned) throw new Error('no figures');
        for (const estimate of [figures.before.top1, figures.after.top5, figures.difference]) {
          expect(estimate.lower).toBeLessThanOrEqual(estimate.value + 1e-9);
          expect(estimate.upper).toBeGreaterThanOrEqual(estimate.value - 1e-9);
        }
        expect(turned.before).toEqual(figures.after);
        expect(turned.difference.value).toBeCloseTo(-figures.difference.value, 9);
        expect(figures.difference.value).toBeCloseTo(figures.after.top1.value - figures.before.top1.value, 9);
        expect(beforeAfter(made, seed)).toEqual(figures);
      }),
      { seed: SEED, numRuns: 20 },
    );
  });

  it('draws documents where there are several, and mentions where there is one', () => {
    const half = (documentOf: (number: number) => string) =>
      beforeAfter(
        Array.from({ length: 40 }, (_, number) =>
          judged(number < 20 ? 'A' : 'B', 'A', { documentId: documentOf(number) }),
        ),
        1,
      )?.before.top1;
    const width = (of: ReturnType<typeof half>) => (of ? of.upper - of.lower : Number.NaN);
    // Four standard deviations of a mean of 40 are 2 · 1.96 · 50 / √40 = 31 points.
    expect(Math.abs(width(half(() => 'd1')) - 31)).toBeLessThan(4);
    expect(Math.abs(width(half((number) => `d${number}`)) - 31)).toBeLessThan(4);
    // Two documents, one all right and one all wrong: anything is possible.
    expect(half((number) => (number < 20 ? 'd1' : 'd2'))).toEqual({ value: 50, lower: 0, upper: 100 });
  });
});

describe('contributionsOf', () => {
  it('tells memory from training', () => {
    const without = (before: string, after: string) => ({ before: ranked(before), after: ranked(after) });
    const cases = [
      judged('A', 'A', { withoutMemory: without('B', 'A') }),
      judged('A', 'A', { withoutMemory: without('B', 'B') }),
      judged('B', 'A', { withoutMemory: without('B', 'A') }),
      judged('B', 'B', { withoutMemory: without('A', 'A') }),
      judged('A', 'A'),
    ];
    const contributions = contributionsOf(cases, 1);
    expect(
      [contributions?.neither, contributions?.memory, contributions?.training, contributions?.both].map(
        (estimate) => estimate?.value,
      ),
    ).toEqual([25, 50, 75, 75]);
    expect(contributionsOf(cases.slice(-1), 1)).toBeNull();
  });
});

describe('reportOf', () => {
  const pair = (chosen: number, rejected: number, documentId?: string): ScoredPair => ({
    example: {
      key: `k${count++}`,
      chosen: [1 as TokenId],
      rejected: [2 as TokenId],
      weight: 1,
      ...(documentId === undefined ? {} : { documentId: documentId as DocumentId }),
    },
    scores: [chosen, rejected],
    reference: [-2, -1],
  });
  const nothing = { cases: [], replay: [], pairs: { before: [], after: [] }, settings: SETTINGS };

  it('has figures of each part, and none of what there is nothing of', () => {
    const { figures, flips } = reportOf({
      ...nothing,
      cases: [
        judged('A', 'A', { part: 'gold' }),
        judged('B', 'A'),
        judged('A', 'A', { part: 'training' }),
        judged('B', 'C', { part: 'undecided', gold: '' }),
      ],
      replay: [judged('A', 'B'), judged('A', 'A', { documentId: 'd2' })],
    });
    expect(figures.heldOut).toMatchObject({ mentions: 1, difference: { value: 100 } });
    expect(figures.gold).toMatchObject({ mentions: 1, difference: { value: 0 } });
    expect(figures.replay).toMatchObject({ mentions: 2, difference: { value: -50, lower: -100, upper: 0 } });
    expect([figures.pairs, figures.contributions]).toEqual([null, null]);
    expect(flips).toHaveLength(2);
    expect(reportOf(nothing)).toEqual({
      figures: { pairs: null, heldOut: null, contributions: null, replay: null, gold: null },
      flips: [],
    });
  });

  it('has the share of held-out pairs whose chosen name gained on the rejected one, by document', () => {
    const before = [pair(-2, -1, 'd1'), pair(-2, -1, 'd1'), pair(-2, -1), pair(-2, -1)];
    const after = [pair(-1, -1, 'd1'), pair(-3, -3, 'd1'), pair(-2, -1), pair(-2, -0.5)];
    const { pairs } = reportOf({ ...nothing, pairs: { before, after } }).figures;
    expect(pairs).toMatchObject({
      count: 4,
      before: { accuracy: 0.5, margin: 0 },
      accuracy: { value: 62.5 },
    });
    expect(pairs?.before.loss).toBeCloseTo(Math.LN2, 12);
    expect(pairs?.after).toMatchObject({
      accuracy: 0.625,
      margin: (0.5 * (1 + 1 + 0 - 0.5)) / 4,
      chosenFirst: 0,
    });
  });

  it('lists what flips: broken, then mended, then other decisions, then undecided mentions', () => {
    const flip = (before: string, after: string, part: CasePart, gold = 'A') =>
      judged(before, after, { part, gold, text: `${part} ${before}${after}` });
    const { flips } = reportOf({
      ...nothing,
      cases: [
        flip('B', 'C', 'undecided', ''),
        flip('B', 'A', 'held-out'),
        flip('A', 'A', 'training'),
        flip('B', 'C', 'training'),
        flip('A', 'B', 'training'),
        flip('', 'A', 'held-out'),
        flip('A', '', 'held-out'),
        flip('A', 'B', 'gold'),
        flip('', '', 'undecided', ''),
        flip('AB', 'BA', 'held-out', 'AB'),
      ],
    });
    expect(flips.map(({ text, verdict }) => [text, verdict])).toEqual([
      ['training AB', 'broken'],
      ['held-out A', 'broken'],
      ['held-out BA', 'mended'],
      ['held-out A', 'mended'],
      ['training BC', null],
      ['held-out ABBA', null],
      ['undecided BC', null],
    ]);
    expect(flips[0]).toMatchObject({ before: ranked('A')[0], after: ranked('B')[0], part: 'training' });
    expect(flips[3]?.before).toBeNull();
  });
});
