import { createTokenizer } from '../../src/core/tokenizer/create-tokenizer.js';
import { allowedTokens } from '../../src/core/decode/allowed-tokens.js';
import { emptyBeam, type Beam } from '../../src/core/decode/beam.js';
import { beamSearch } from '../../src/core/decode/beam-search.js';
import type { Engine } from '../../src/core/decode/engine.js';
import { engineScorer } from '../../src/core/decode/engine-scorer.js';
import type { Names } from '../../src/core/link/name-trie.js';
import { buildInput } from '../../src/core/link/source.js';
import type { MentionId } from '../../src/core/ids.js';
import { createRandom } from '../../src/core/random.js';
import { spanOf } from '../../src/core/text/span.js';
import { Continuations } from '../../src/core/trie/continuations.js';
import type { Trie } from '../../src/core/trie/trie.js';
import { createEngine, loadModel } from '../../src/model/index.js';
import { folderSource } from '../node/load-linker.js';
import { useNodeBackend } from '../node-backend.js';

const MENTIONS = 32;
const BEAMS = 10;
const MAX_NAME_PIECES = 12;
const ROUNDS = 51;

/** One step of a real search with nearly all beams alive. */
interface Step {
  readonly states: readonly number[];
  /** What the model took, in ms. */
  readonly model: number;
}

export interface DecodeShare {
  /** Rows of the steps that were measured, on average. */
  readonly rows: number;
  readonly steps: number;
  readonly modelMs: number;
  readonly trieMs: number;
  /** Tokens listed a row. */
  readonly listed: number;
}

/** Searches names of `real` with the shipped model in Node on WASM, then times the trie's part of each step again. */
export async function createDecodeMeasure(
  modelFolder: string,
  real: Names,
): Promise<(trie: Trie) => Promise<DecodeShare>> {
  const { backend } = await useNodeBackend();
  const weights = await loadModel(folderSource(modelFolder));
  const tokenizer = createTokenizer(JSON.parse(new TextDecoder().decode(weights.tokenizer)));
  const { layout } = weights.manifest;
  const engine = createEngine(weights, backend);
  const random = createRandom(20_261_124);
  const inputs = Array.from({ length: MENTIONS }, (_, index) => {
    const name = real.nameAt(Math.floor(real.nameCount * random()));
    const span = spanOf(0, name.length);
    return buildInput(layout, tokenizer, name, {
      id: `${index}` as MentionId,
      span,
      type: '',
      origin: 'file',
    });
  });
  return async (trie) => {
    const steps: Step[] = [];
    let states: number[] = [];
    const watched: Trie = {
      root: trie.root,
      nameCount: trie.nameCount,
      expand: (state, into) => {
        states.push(state);
        trie.expand(state, into);
      },
      isForced: (state) => trie.isForced(state),
      endsName: (state) => trie.endsName(state),
      namesAt: (state) => trie.namesAt(state),
    };
    const timed: Engine = {
      ...engine,
      prefill: (...call) => {
        states = [];
        return engine.prefill(...call);
      },
      step: async (...call) => {
        const from = performance.now();
        const result = await engine.step(...call);
        steps.push({ states, model: performance.now() - from });
        states = [];
        return result;
      },
    };
    await beamSearch(engineScorer(timed), watched, inputs, {
      beams: BEAMS,
      semantics: 'hf',
      eos: layout.eos,
      maxNameLength: MAX_NAME_PIECES,
    });
    // Beams of mentions that are done are gone, and the first steps have few.
    const full = steps.filter((step) => step.states.length > 0.9 * MENTIONS * BEAMS);
    if (full.length === 0) throw new Error('No step had nearly all beams alive. Nothing is reported.');
    const measured = full.map((step) => ({ ...step, ...timeTrie(trie, step.states, layout.eos) }));
    const mean = (of: (step: (typeof measured)[number]) => number): number =>
      measured.reduce((sum, step) => sum + of(step), 0) / measured.length;
    return {
      rows: mean((step) => step.states.length),
      steps: measured.length,
      modelMs: mean((step) => step.model),
      trieMs: mean((step) => step.milliseconds),
      listed: mean((step) => step.listed / step.states.length),
    };
  };
}

/** Median time of all that a step asks of the trie. */
function timeTrie(
  trie: Trie,
  states: readonly number[],
  eos: Parameters<typeof allowedTokens>[2],
): { readonly milliseconds: number; readonly listed: number } {
  const beams = states.map((state, row): Beam => ({ ...emptyBeam(row, state), length: 1 }));
  const times: number[] = [];
  const scratch = new Continuations();
  let listed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    listed = allowedTokens(trie, beams, eos, MAX_NAME_PIECES, scratch).tokens.length;
    times.push(performance.now() - from);
  }
  return { milliseconds: times.sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN, listed };
}
