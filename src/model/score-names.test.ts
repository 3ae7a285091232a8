import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useNodeBackend } from '../../scripts/node-backend.js';
import { beamSearch } from '../core/decode/beam-search.js';
import type { Engine } from '../core/decode/engine.js';
import { engineScorer } from '../core/decode/engine-scorer.js';
import { scoreNames } from '../core/decode/score-names.js';
import type { TokenId } from '../core/ids.js';
import { makeTrie } from '../core/trie/testing/make-trie.js';
import { largestDifference } from './testing/golden.js';
import { goldenFolder } from './testing/golden-folder.js';
import { engineFromHuggingFace } from './testing/hugging-face.js';

const EOS = 3 as TokenId;
const TOLERANCE = 1e-4;

let engine: Engine;
beforeAll(async () => {
  await useNodeBackend('wasm');
  engine = await engineFromHuggingFace(goldenFolder('tiny-beam'), { dtype: 'f32' }, 'wasm');
});
afterAll(() => engine.dispose());

const pieces = (least: number, most: number) =>
  fc.array(fc.integer({ min: 6, max: 159 }), {
    minLength: least,
    maxLength: most,
  }) as unknown as fc.Arbitrary<TokenId[]>;
const inputs = fc.array(fc.record({ source: pieces(1, 20), prefix: pieces(1, 9) }), {
  minLength: 1,
  maxLength: 4,
});

it('gives a name that a search wrote the log-probabilities that the search gave it', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      inputs,
      fc.uniqueArray(pieces(1, 6), { minLength: 1, maxLength: 12, selector: String }),
      async (asked, names) => {
        const options = { beams: 4, semantics: 'hf', eos: EOS, maxNameLength: 8 } as const;
        const found = await beamSearch(engineScorer(engine), makeTrie(names), asked, options);
        const scores = await scoreNames(
          engine,
          asked.map((input, i) => ({ input, names: (found[i] ?? []).map(({ tokens }) => tokens) })),
          EOS,
        );
        found.forEach((hypotheses, i) => {
          hypotheses.forEach(({ logProbs }, rank) => {
            expect(largestDifference(scores[i]?.[rank] ?? [], logProbs)).toBeLessThan(TOLERANCE);
            compared += 1;
          });
        });
      },
    ),
    { seed: 5, numRuns: 40 },
  );
  expect(compared).toBeGreaterThan(100);
});
