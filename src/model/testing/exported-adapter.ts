/**
 * An adapter as the app exports it, and the log-probabilities that the app computes with it, for
 * training/golden/check_adapter.py to compare with PEFT's. Committed as src/model/golden/adapters/exported; made again by
 * scripts/make-exported-adapter.ts.
 */
import { unzipSync } from 'fflate';
import { ADAPTER_TARGETS, createAdapter, type Adapter } from '../../core/adapter/adapter.js';
import type { Engine, NameRow } from '../../core/decode/engine.js';
import type { Sha256, TokenId } from '../../core/ids.js';
import { createRandom } from '../../core/random.js';
import { writeAdapterFile } from '../../formats/adapter/adapter-file.js';
import { packAdapterFolder } from '../../formats/adapter/adapter-folder.js';
import type { LoadedWeights } from '../weights/load.js';

/** One place of a text, names to write there, and the log-probability of each of their pieces. */
export interface ScoredPlace {
  readonly source: readonly TokenId[];
  readonly prefix: readonly TokenId[];
  readonly names: readonly (readonly TokenId[])[];
  readonly scores: readonly (readonly number[])[];
}

/** An adapter of every part of the decoder, neither factor zero. */
export function adapterToExport({ manifest: { config } }: LoadedWeights): Adapter {
  const random = createRandom(61);
  const adapter = createAdapter(config, { rank: 3, alpha: 7.5, targets: ADAPTER_TARGETS }, 62);
  const small = (): number => 0.2 * (2 * random() - 1);
  return { ...adapter, matrices: adapter.matrices.map((matrix) => ({ ...matrix, b: matrix.b.map(small) })) };
}

/** `adapter_config.json` and `adapter_model.safetensors` as the app exports them, with the card left out. */
export async function exportedFiles(
  { hash }: LoadedWeights,
  adapter: Adapter,
): Promise<Map<string, Uint8Array>> {
  const file = writeAdapterFile({ adapter, baseHash: hash });
  const zip = await packAdapterFolder(
    {
      hash: 'cd'.repeat(32) as Sha256,
      bytes: file.length,
      name: 'Tiny',
      baseHash: hash,
      baseId: 'tiny',
      parent: null,
      shape: adapter.shape,
      origin: 'imported',
      time: '2026-11-29T12:00:00.000Z',
      training: null,
    },
    file,
  );
  return new Map(Object.entries(unzipSync(zip)).filter(([name]) => name !== 'README.md'));
}

/** The places and names that both sides score. Every piece of the vocabulary is a name, so that no logit is left out. */
export function placesToScore({
  manifest: { config, layout },
}: LoadedWeights): readonly Omit<ScoredPlace, 'scores'>[] {
  const random = createRandom(63);
  const pieces = (count: number): TokenId[] =>
    Array.from({ length: count }, () => Math.floor(random() * config.vocabularySize) as TokenId);
  const { bos, start, end, eos, decoderStart } = layout;
  return [0, 3, 11].map((context) => {
    const mention = pieces(1 + (context % 4));
    const single = Array.from({ length: config.vocabularySize }, (_, piece) => [piece as TokenId]);
    return {
      source: [bos, ...pieces(context), ...start, ...mention, ...end, ...pieces(context), eos],
      prefix: [decoderStart, ...mention, ...pieces(1)],
      names: [...single, [...pieces(6), eos], [...pieces(2), eos]],
    };
  });
}

/** With whatever adapter the engine has. */
export async function scoresOf(
  engine: Engine,
  places: readonly Omit<ScoredPlace, 'scores'>[],
): Promise<readonly (readonly Float32Array[])[]> {
  const scores: (readonly Float32Array[])[] = [];
  for (const { source, prefix, names } of places) {
    const encoded = await engine.encode([source]);
    scores.push(
      await engine.score(
        encoded,
        names.map((name): NameRow => ({ mention: 0, prefix, name })),
      ),
    );
    engine.free(encoded);
  }
  return scores;
}
