import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TokenId } from '../ids.js';
import type { Progress } from '../progress.js';
import { makeTrie } from '../trie/testing/make-trie.js';
import { beamSearch, type BeamSearchOptions } from './beam-search.js';
import type { Hypothesis } from './hypothesis.js';
import type { Scorer, ScorerInput } from './scorer.js';
import { observedScorer, pseudoModel } from './testing/pseudo-model.js';
import { slowHfSearch } from './testing/slow-hf-search.js';
import { bruteForce, slowAngelSearch, type SlowHypothesis } from './testing/slow-search.js';

const SEED = 20261124;
const EOS = 1;
const FIRST_PIECE = 2;
const VOCABULARY = 24;
const MAX_NAME_LENGTH = 6;

const distinct = (names: readonly (readonly number[])[]) => [
  ...new Map(names.map((name) => [name.join(' '), name])).values(),
];

/** Names over alphabets of 1 to 20 pieces, some inside others. */
const anyNames = fc
  .integer({ min: 1, max: VOCABULARY - FIRST_PIECE - 2 })
  .chain((alphabet) =>
    fc.array(
      fc.array(fc.integer({ min: FIRST_PIECE, max: FIRST_PIECE + alphabet }), {
        minLength: 1,
        maxLength: MAX_NAME_LENGTH,
      }),
      { minLength: 1, maxLength: 25 },
    ),
  )
  .map(distinct);

const anyInputs = fc.array(
  fc.record({
    source: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 3 }),
    prefix: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 3 }),
  }) as unknown as fc.Arbitrary<ScorerInput>,
  { minLength: 1, maxLength: 4 },
);

const anyCase = fc.record({
  names: anyNames,
  inputs: anyInputs,
  beams: fc.integer({ min: 1, max: 6 }),
  lengthPenalty: fc.constantFrom(0, 0.5, 1, 2),
  seed: fc.integer(),
});

const common = { eos: EOS as TokenId, maxNameLength: MAX_NAME_LENGTH };
const SEMANTICS = ['hf', 'angel'] as const;
const SLOW = { hf: slowHfSearch, angel: slowAngelSearch };

function expectSame(found: readonly Hypothesis[] | undefined, expected: readonly SlowHypothesis[]): void {
  expect(found?.map(({ tokens }) => tokens)).toEqual(expected.map(({ tokens }) => tokens));
  expected.forEach(({ score }, rank) => {
    expect(found?.[rank]?.score).toBeCloseTo(score, 4);
  });
}

describe.each(SEMANTICS)(`semantics %s (seed ${SEED})`, (semantics) => {
  test('finds what the slow reference finds, input by input, in one batch', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ names, inputs, beams, lengthPenalty, seed }) => {
        const model = pseudoModel(VOCABULARY, seed);
        const options = { ...common, beams, lengthPenalty, semantics };
        const found = await beamSearch(observedScorer(model), makeTrie(names), inputs, options);
        const slow = { ...common, names, beams, lengthPenalty, vocabularySize: VOCABULARY };
        inputs.forEach((input, index) => {
          expectSame(found[index], SLOW[semantics](model, input, slow));
        });
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  test('finds every name in the order of its score when there is a beam for each', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ names, inputs, lengthPenalty, seed }) => {
        const model = pseudoModel(VOCABULARY, seed);
        const options = { ...common, beams: names.length, lengthPenalty, semantics };
        const found = await beamSearch(observedScorer(model), makeTrie(names), inputs, options);
        const slow = { ...common, names, beams: names.length, lengthPenalty, vocabularySize: VOCABULARY };
        inputs.forEach((input, index) => {
          expectSame(found[index], bruteForce(model, input, slow));
        });
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  test('each hypothesis is a name, at its state, with the log-probabilities that make its score', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ names, inputs, beams, lengthPenalty, seed }) => {
        const model = pseudoModel(VOCABULARY, seed);
        const trie = makeTrie(names);
        const options = { ...common, beams, lengthPenalty, semantics };
        const found = await beamSearch(observedScorer(model), trie, inputs, options);
        for (const [index, hypotheses] of found.entries()) {
          expect(hypotheses.length).toBeLessThanOrEqual(beams);
          for (const { tokens, state, score, logProbs } of hypotheses) {
            expect([...trie.namesAt(state)].map((name) => names[name])).toEqual([tokens]);
            const whole = [...tokens, EOS];
            const input = inputs[index] ?? { source: [], prefix: [] };
            expect([...logProbs]).toEqual(whole.map((token, at) => model(input, whole.slice(0, at))[token]));
            const sum = logProbs.reduce((total, logProb) => total + logProb, 0);
            expect(score).toBeCloseTo(sum / whole.length ** lengthPenalty, 4);
          }
        }
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  test('names longer than asked for are never found', async () => {
    const names = [
      [2, 3, 4],
      [2, 3, 4, 5],
      [2, 3],
      [6, 7, 8, 9],
    ];
    const options = { ...common, maxNameLength: 3, beams: 6, semantics };
    const [found] = await beamSearch(
      observedScorer(pseudoModel(VOCABULARY, 1)),
      makeTrie(names),
      [{ source: [], prefix: [] }],
      options,
    );
    expect(found?.map(({ tokens }) => tokens.length).sort()).toEqual([2, 3]);
  });
});

describe('the course of a search', () => {
  const model = pseudoModel(VOCABULARY, 3);
  const trie = makeTrie([
    [2, 3, 4],
    [2, 5],
    [6, 7, 8, 9],
  ]);
  const inputs: ScorerInput[] = [
    { source: [], prefix: [] },
    { source: [5 as TokenId], prefix: [] },
  ];
  const options: BeamSearchOptions = { ...common, beams: 3, semantics: 'hf' };

  test('all inputs share one scorer step per token, and the session is ended', async () => {
    const scorer = observedScorer(model);
    await beamSearch(scorer, trie, inputs, options);
    expect(scorer.steps).toBe(4);
    expect(scorer.open).toBe(0);
  });

  test('nothing to do is not sent to the model', async () => {
    const scorer: Scorer = { begin: () => Promise.reject(new Error('The model was asked.')) };
    expect(await beamSearch(scorer, trie, [], options)).toEqual([]);
    expect(await beamSearch(scorer, makeTrie([]), inputs, options)).toEqual([[], []]);
  });

  test('equal scores are ordered by token', async () => {
    const even = () => new Float32Array(VOCABULARY).fill(-1);
    const names = [[9], [4], [7], [2]];
    const [found] = await beamSearch(observedScorer(even), makeTrie(names), inputs.slice(0, 1), {
      ...options,
      beams: 4,
    });
    expect(found?.map(({ tokens }) => tokens)).toEqual([[2], [4], [7], [9]]);
  });

  test('early stopping ends with the first names that fill the beams, even if a better one is under way', async () => {
    const names = [[2], [3, 4], [3, 4, 6]];
    const unlikely = new Map([
      ['2 1', -4],
      ['3 4 1', -4],
    ]);
    const ending = (_: ScorerInput, generated: readonly number[]) =>
      Float32Array.from({ length: VOCABULARY }, (_token, token) => {
        return unlikely.get([...generated, token].join(' ')) ?? -1;
      });
    const run = async (earlyStopping: boolean) => {
      const settings = { ...options, beams: 2, earlyStopping };
      const [found] = await beamSearch(observedScorer(ending), makeTrie(names), inputs.slice(0, 1), settings);
      return found?.map(({ tokens }) => tokens);
    };
    expect(await run(true)).toEqual([[3, 4], [2]]);
    expect(await run(false)).toEqual([
      [3, 4, 6],
      [3, 4],
    ]);
  });

  test('progress counts inputs and ends with all of them', async () => {
    const reports: Progress[] = [];
    await beamSearch(observedScorer(model), trie, inputs, options, { onProgress: (at) => reports.push(at) });
    expect(reports.at(-1)).toMatchObject({ done: 2, total: 2, unit: 'mentions' });
  });

  test('an abort between steps stops it at once and ends the session', async () => {
    const scorer = observedScorer(model);
    const signal = { aborted: false };
    const stopAtOnce = () => {
      signal.aborted = true;
    };
    const search = beamSearch(scorer, trie, inputs, options, { signal, onProgress: stopAtOnce });
    await expect(search).rejects.toMatchObject({ kind: 'aborted' });
    expect(scorer.steps).toBe(1);
    expect(scorer.open).toBe(0);
  });

  test('an abort before the start does not reach the model', async () => {
    const scorer = observedScorer(model);
    const search = beamSearch(scorer, trie, inputs, options, { signal: { aborted: true } });
    await expect(search).rejects.toMatchObject({ kind: 'aborted' });
    expect(scorer.open).toBe(0);
  });

  test.each([
    ['not a number', () => new Float32Array(VOCABULARY).fill(Number.NaN)],
    [
      'failing',
      () => {
        throw new Error('device lost');
      },
    ],
  ])('a model that is %s in a later step ends the session', async (_, broken) => {
    const scorer = observedScorer((input, generated) =>
      generated.length === 0 ? model(input, []) : broken(),
    );
    await expect(beamSearch(scorer, trie, inputs, options)).rejects.toThrow(Error);
    expect(scorer.open).toBe(0);
  });

  test.each([{ beams: 0 }, { beams: 1.5 }, { maxNameLength: 0 }])('%o is refused', async (wrong) => {
    const search = beamSearch(observedScorer(model), trie, inputs, { ...options, ...wrong });
    await expect(search).rejects.toMatchObject({ kind: 'internal' });
  });
});
