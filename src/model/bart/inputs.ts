/** Checks of what reaches the engine, and the shapes it is padded to. */
import type { Engine } from '../../core/decode/engine.js';
import type { RaggedTokens } from '../../core/decode/scorer.js';
import { SeraphError } from '../../core/errors.js';
import type { ModelConfig } from './config.js';
import { padRight, type Padded } from './padding.js';

type Lists = readonly (readonly number[])[];
type Limits = Pick<ModelConfig, 'positions' | 'vocabularySize'>;

/** On a GPU buffers are pooled by size, so lengths there take few values. */
const SOURCE_BUCKETS = [32, 64, 128, 256, 512];
const PREFIX_BUCKETS = [8, 16, 24, 32, 64];

/**
 * Lists of tokens as a rectangle.
 *
 * @throws SeraphError too-large, model-incompatible; RangeError for no list or an empty one.
 */
export function padInputs(
  lists: Lists,
  kind: 'sources' | 'prefixes',
  limits: Limits,
  backend: Engine['backend'],
): Padded {
  if (lists.length === 0 || lists.some((list) => list.length === 0)) {
    throw new RangeError(`The ${kind} need one list a mention, with at least one token each.`);
  }
  const longest = lists.reduce((most, list) => Math.max(most, list.length), 0);
  checkLength(longest, limits.positions);
  for (const list of lists) checkTokens(list, limits.vocabularySize);
  const buckets = kind === 'sources' ? SOURCE_BUCKETS : PREFIX_BUCKETS;
  const bucket = backend === 'webgpu' ? buckets.find((size) => size >= longest) : undefined;
  return padRight(lists, Math.min(bucket ?? longest, limits.positions));
}

/** @throws SeraphError model-incompatible; RangeError unless there is one list for each of `rows`. */
export function checkAllowed(allowed: RaggedTokens, rows: number, { vocabularySize }: Limits): void {
  if (allowed.starts.length !== rows + 1) throw new RangeError('One list of allowed tokens a row is needed.');
  checkTokens(allowed.tokens, vocabularySize);
}

/** @throws SeraphError too-large when `length` tokens are more than the model reads. */
export function checkLength(length: number, most: number): void {
  if (length <= most) return;
  throw new SeraphError(
    'too-large',
    `The model reads at most ${most} tokens at once, and this needs ${length}. Nothing was changed. ` +
      'Shorten the mention or its context.',
    { expected: most, got: length },
  );
}

/** @throws SeraphError model-incompatible for a token that the model does not have. */
export function checkTokens(tokens: Iterable<number>, vocabularySize: number): void {
  for (const token of tokens) {
    if (token < vocabularySize) continue;
    throw new SeraphError(
      'model-incompatible',
      `The model has ${vocabularySize} pieces, and piece ${token} was asked for: the text or the knowledge base was ` +
        'cut into pieces for another model. Your decisions are safe. Load the model and the knowledge base again.',
      { expected: vocabularySize, got: token },
    );
  }
}
