import { createTokenizer } from '../../src/core/tokenizer/create-tokenizer.js';
import { allowedTokens } from '../../src/core/decode/allowed-tokens.js';
import { emptyBeam, type Beam } from '../../src/core/decode/beam.js';
import { topCandidates } from '../../src/core/decode/top-candidates.js';
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
/** Fewer, because emptying the caches takes much longer than what is measured. */
const COLD_ROUNDS = 11;
/** More than the caches of a core hold. */
const CACHE_WORDS = 1 << 24;

/** One step of a real search with nearly all beams alive. */
interface Step {
  readonly states: readonly number[];
  readonly logProbs: Float32Array;
  /** What the model took, in ms. */
  readonly model: number;
}

export interface DecodeShare {
  /** Rows of the steps that were measured, on average. */
  readonly rows: number;
  readonly steps: number;
  readonly modelMs: number;
  readonly trieMs: number;
  /** The same after so much other memory was used that none of the trie is in a cache, as it is after the model. */
  readonly coldMs: number;
  /** Choosing the best continuations of all mentions, which finds the states of those. */
  readonly chooseMs: number;
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
        steps.push({ states, logProbs: result, model: performance.now() - from });
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
    const measured = full.map((step) => ({ ...step, ...timeTrie(trie, step, layout.eos) }));
    const mean = (of: (step: (typeof measured)[number]) => number): number =>
      measured.reduce((sum, step) => sum + of(step), 0) / measured.length;
    return {
      rows: mean((step) => step.states.length),
      steps: measured.length,
      modelMs: mean((step) => step.model),
      trieMs: mean((step) => step.listMs),
      coldMs: mean((step) => step.coldMs),
      chooseMs: mean((step) => step.chooseMs),
      listed: mean((step) => step.listed / step.states.length),
    };
  };
}

/** Median times of what a step asks of the trie, and of choosing from it. */
function timeTrie(
  trie: Trie,
  { states, logProbs }: Step,
  eos: Parameters<typeof allowedTokens>[2],
): {
  readonly listMs: number;
  readonly coldMs: number;
  readonly chooseMs: number;
  readonly listed: number;
} {
  const rows = states.map((state, row): Beam => ({ ...emptyBeam(row, state), length: 1 }));
  const scratch = new Continuations();
  const list = () => allowedTokens(trie, rows, eos, MAX_NAME_PIECES, scratch);
  const others = new Uint32Array(CACHE_WORDS);
  const allowed = list();
  const listed = allowed.tokens.length;
  return {
    listMs: medianTime(ROUNDS, list),
    coldMs: medianTime(COLD_ROUNDS, list, () => others.fill(scratch.length)),
    chooseMs: medianTime(ROUNDS, () => {
      for (let from = 0; from < rows.length; from += BEAMS) {
        topCandidates({ rows, allowed, logProbs, eos }, from, Math.min(rows.length, from + BEAMS), 2 * BEAMS);
      }
    }),
    listed,
  };
}

/** Of doing `work`, in ms; `before` is done before each time and does not count. */
function medianTime(rounds: number, work: () => void, before: () => void = () => undefined): number {
  const times = Array.from({ length: rounds }, () => {
    before();
    const from = performance.now();
    work();
    return performance.now() - from;
  });
  return times.sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN;
}
