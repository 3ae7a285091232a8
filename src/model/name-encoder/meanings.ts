import type { TokenId } from '../../core/ids.js';
import type { InputLayout } from '../../core/link/layout.js';
import { Meanings, type ReadVectors } from '../../core/link/meaning.js';
import type { Tokenizer } from '../../core/tokenizer/tokenizer.js';
import type { ModelEngine } from '../bart/engine.js';
import type { LoadedWeights } from '../weights/load.js';
import { readNameEncoder } from './name-encoder-file.js';

/** Pieces of a name that are read, as in training (`seraph_training/name_encoder/adapted.py`). */
const MOST_PIECES = 32;

/** A model that is loaded. */
export interface MeaningModel {
  readonly weights: LoadedWeights;
  readonly engine: Pick<ModelEngine, 'readNames'>;
  readonly tokenizer: Pick<Tokenizer, 'encode'>;
}

/**
 * What compares meanings with a loaded model; null when it came without a name encoder. What it holds on the device goes
 * with the engine.
 *
 * @param pause lets others go first between two readings
 * @throws SeraphError see `readNameEncoder`
 */
export function meaningsOf(model: MeaningModel, pause?: () => Promise<void>): Meanings | null {
  const read = vectorReaderOf(model);
  return read && new Meanings(read, pause);
}

/** Reads names with a loaded model, see `meaningsOf`. */
export function vectorReaderOf({ weights, engine, tokenizer }: MeaningModel): ReadVectors | null {
  const { nameEncoder: entry, config, layout } = weights.manifest;
  if (entry === null || weights.nameEncoder === null) return null;
  const reading = engine.readNames(readNameEncoder(weights.nameEncoder, entry.rank, config));
  const { width } = config;
  return async (texts) => {
    const vectors = await reading.read(texts.map((text) => nameInput(layout, tokenizer, text)));
    return texts.map((_, row) => vectors.slice(row * width, (row + 1) * width));
  };
}

/** A bare name before the encoder: begin, pieces, end; no marks of a mention. */
export function nameInput(
  { bos, eos, lowerCase, namePrefix }: InputLayout,
  tokenizer: Pick<Tokenizer, 'encode'>,
  name: string,
): readonly TokenId[] {
  const pieces = tokenizer.encode(namePrefix + (lowerCase ? name.toLowerCase() : name));
  return [bos, ...pieces.slice(0, MOST_PIECES), eos];
}
