/**
 * Time of one abstract: 10 mentions with about 60 pieces of source, 5 beams, 8 steps, on the size of the default model
 * (6 + 3 layers, width 384, 30,522 pieces) with random weights; WASM in Node, one thread.
 */
import { bench, describe } from 'vitest';
import { useNodeBackend } from '../../../scripts/node-backend.js';
import { createRandom } from '../../core/random.js';
import type { RaggedTokens } from '../../core/decode/scorer.js';
import type { TokenId } from '../../core/ids.js';
import { randomWeights } from '../testing/random-weights.js';
import { createEngine } from './engine.js';

const MENTIONS = 10;
const BEAMS = 5;
const STEPS = 8;
const ALLOWED = 6;
const VOCABULARY = 30_522;

await useNodeBackend('wasm');
const engine = createEngine(
  randomWeights(
    {
      vocabularySize: VOCABULARY,
      width: 384,
      encoderLayers: 6,
      decoderLayers: 3,
      encoderHeads: 12,
      decoderHeads: 12,
      encoderFfn: 1536,
      decoderFfn: 1536,
      positions: 512,
      scaleEmbedding: false,
      activation: 'gelu',
    },
    1,
  ),
  'wasm',
);

const random = createRandom(2);
const tokens = (length: number): TokenId[] =>
  Array.from({ length }, () => Math.floor(random() * VOCABULARY)) as TokenId[];
const lists = (rows: number): RaggedTokens => ({
  starts: Uint32Array.from({ length: rows + 1 }, (_, row) => row * ALLOWED),
  tokens: Uint32Array.from(tokens(rows * ALLOWED)),
});
const sources = Array.from({ length: MENTIONS }, (_, i) => tokens(54 + ((i * 7) % 13)));
const prefixes = Array.from({ length: MENTIONS }, (_, i) => tokens(4 + (i % 5)));
/** Row of beam b of a mention goes on with a random beam of the same mention. */
const parents = (step: number): Uint32Array =>
  Uint32Array.from({ length: MENTIONS * BEAMS }, (_, row) => {
    const mention = Math.floor(row / BEAMS);
    return step === 0 ? mention : mention * BEAMS + Math.floor(random() * BEAMS);
  });

describe('one abstract of 10 mentions', () => {
  bench(
    'encode, prefill and 8 steps of 5 beams',
    async () => {
      const encoded = await engine.encode(sources);
      const { state } = await engine.prefill(encoded, prefixes, lists(MENTIONS));
      for (let step = 0; step < STEPS; step += 1) {
        const rows = { parents: parents(step), tokens: Uint32Array.from(tokens(MENTIONS * BEAMS)) };
        await engine.step(state, rows, lists(MENTIONS * BEAMS));
      }
      engine.free(state);
      engine.free(encoded);
    },
    { iterations: 5, time: 0, warmupIterations: 1, warmupTime: 0 },
  );
});
