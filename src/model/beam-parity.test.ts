import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useNodeBackend } from '../../scripts/node-backend.js';
import { beamSearch } from '../core/decode/beam-search.js';
import type { Engine } from '../core/decode/engine.js';
import { engineScorer } from '../core/decode/engine-scorer.js';
import type { TokenId } from '../core/ids.js';
import { makeTrie } from '../core/trie/testing/make-trie.js';
import { goldenFolder } from './testing/golden-folder.js';
import { engineFromHuggingFace } from './testing/hugging-face.js';

/** What the issue asks for, in f32. */
const TOLERANCE = 1e-4;

/** Made by training/golden/make_beams.py with Transformers' `generate` and a plain PyTorch search. */
interface Golden {
  readonly eos: TokenId;
  readonly maxNameLength: number;
  readonly cases: readonly GoldenCase[];
}

interface GoldenCase {
  readonly names: readonly (readonly TokenId[])[];
  readonly source: readonly TokenId[];
  readonly prefix: readonly TokenId[];
  readonly beams: number;
  readonly lengthPenalty: number;
  /** Index of the name and score, best first. */
  readonly hf: readonly (readonly [number, number])[];
  readonly angel: readonly (readonly [number, number])[];
}

const file = new URL('../core/decode/golden/beams.json', import.meta.url);
const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;

/** On the plain backend a sample is enough: what differs between backends is the engine, which has its own parity. */
const RUNS = [
  { backend: 'wasm', every: 1 },
  { backend: 'cpu', every: 10 },
] as const;

it('the golden file holds 500 cases, short and long lists, and names that contain names', () => {
  expect(golden.cases.length).toBe(500);
  const found = golden.cases.map(({ hf }) => hf.length);
  expect(Math.min(...found)).toBe(1);
  expect(Math.max(...found)).toBe(6);
  const differing = golden.cases.filter(({ hf, angel }) => String(hf) !== String(angel));
  expect(differing.length).toBeGreaterThan(50);
});

describe.each(RUNS)('beams on $backend', ({ backend, every }) => {
  let engine: Engine;
  beforeAll(async () => {
    await useNodeBackend(backend);
    engine = await engineFromHuggingFace(goldenFolder('tiny-beam'), { dtype: 'f32' }, backend);
  });
  afterAll(() => engine.dispose());

  it.each(['hf', 'angel'] as const)(
    'give the names and scores of the reference: %s',
    async (semantics) => {
      let largest = 0;
      const cases = golden.cases.filter((_, index) => index % every === 0);
      for (const [index, expected] of cases.entries()) {
        // Neighbours of other lengths in the same batch must not change the result.
        const place = index % 3;
        const inputs = [0, 1, 2].map((other) => cases.at((index + other - place) % cases.length) ?? expected);
        const found = await beamSearch(engineScorer(engine), makeTrie(expected.names), inputs, {
          beams: expected.beams,
          lengthPenalty: expected.lengthPenalty,
          semantics,
          eos: golden.eos,
          maxNameLength: golden.maxNameLength,
        });
        const own = found[place] ?? [];
        expect({ index, names: own.map(({ tokens }) => tokens) }).toEqual({
          index,
          names: expected[semantics].map(([name]) => expected.names[name]),
        });
        own.forEach(({ score }, rank) => {
          largest = Math.max(largest, Math.abs(score - (expected[semantics][rank]?.[1] ?? NaN)));
        });
      }
      process.stdout.write(
        `beam parity ${backend} ${semantics}: ${cases.length} cases, scores ${largest.toExponential(1)}\n`,
      );
      expect(largest).toBeLessThan(TOLERANCE);
    },
    120_000,
  );
});
