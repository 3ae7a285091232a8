import { SeraphError } from '../../core/errors.js';
import type { TokenId } from '../../core/ids.js';
import type { MentionTagger, TaggedSpan } from '../../core/mention/tagger.js';
import { spanOf } from '../../core/text/span.js';
import type { Tokenizer } from '../../core/tokenizer/tokenizer.js';
import type { ModelEngine, StateReading } from '../bart/engine.js';
import { bestSpans, spanProbabilities } from './crf.js';
import { emissionsOf } from './emissions.js';
import { loadMentionHead, type HeadSource, type MentionHead } from './head-file.js';
import { knownTags } from './known-tags.js';
import type { LoadedWeights } from '../weights/load.js';
import { windowsOf } from './windows.js';
import { headWordsOf, type HeadWord } from './words.js';

export interface TaggerParts {
  readonly head: MentionHead;
  readonly tokenizer: Pick<Tokenizer, 'encode'>;
  /** Of the engine, with the head's projections. */
  readonly states: StateReading;
  /** What the encoder reads before and after a text. */
  readonly layout: { readonly bos: TokenId; readonly eos: TokenId };
  /** Rows of the encoder's position table. */
  readonly maxPositions: number;
}

/** A model that is loaded. */
export interface TaggingModel {
  readonly weights: LoadedWeights;
  readonly engine: ModelEngine;
  readonly tokenizer: Pick<Tokenizer, 'encode'>;
}

/**
 * The mention tagger of a loaded model; null when it came without a head. What it holds on the device goes with the engine.
 *
 * @throws SeraphError see `loadMentionHead`
 */
export async function taggerOf(
  { weights, engine, tokenizer }: TaggingModel,
  source: HeadSource,
): Promise<MentionTagger | null> {
  const head = await loadMentionHead(source, weights);
  if (head === null) return null;
  return createMentionTagger({
    head,
    tokenizer,
    states: engine.readStates(head.projections),
    layout: weights.manifest.layout,
    maxPositions: engine.maxPositions,
  });
}

/**
 * Tags with a head: one pass of the encoder over each document, in overlapping windows where it has more
 * pieces than positions (`windowsOf`). Uses the engine: one call at a time.
 */
export function createMentionTagger(parts: TaggerParts): MentionTagger {
  const { head, tokenizer } = parts;
  return {
    async tag(text, watch = {}, known = []) {
      if (watch.signal?.aborted) throw stopped();
      const words = headWordsOf(text, tokenizer);
      if (words.length === 0) return [];
      const projected = await projectedWords(parts, words);
      if (watch.signal?.aborted) throw stopped();
      const emissions = emissionsOf(head.layers, {
        text,
        words,
        projected,
        known: knownTags(words, known, head.types),
        tagCount: head.crf.first.length,
      });
      const spans = bestSpans(emissions, head.crf);
      const confidences = spanProbabilities(emissions, head.crf, spans);
      return spans.map(({ from, to, type }, at): TaggedSpan => ({
        span: spanOf(words[from]?.span.start ?? 0, words[to - 1]?.span.end ?? 0),
        type: head.types[type] ?? '',
        confidence: confidences[at] ?? 0,
      }));
    },
  };
}

/** [words, projected]: the mean over each word's pieces; of a word that fills a window alone, over its first pieces. */
export async function projectedWords(
  { states, layout, maxPositions, head }: Omit<TaggerParts, 'tokenizer'>,
  words: readonly HeadWord[],
): Promise<Float32Array> {
  const most = maxPositions - 2;
  const pieces = words.map((word) => word.pieces.slice(0, most));
  const windows = windowsOf(
    pieces.map(({ length }) => length),
    most,
  );
  const rows = await states.read(
    windows.map(({ first, end }) => [layout.bos, ...pieces.slice(first, end).flat(), layout.eos]),
  );
  const width = head.layers.projectBias.length;
  const means = new Float32Array(words.length * width);
  let row = 0;
  for (const { first, end, useFrom, useTo } of windows) {
    row += 1;
    for (let word = first; word < end; word += 1) {
      const count = pieces[word]?.length ?? 0;
      if (word >= useFrom && word < useTo)
        addMean(rows, row, count, means.subarray(word * width, (word + 1) * width));
      row += count;
    }
    row += 1;
  }
  return means;
}

/** Adds the mean of `count` rows from `first` on. */
function addMean(rows: Float32Array, first: number, count: number, into: Float32Array): void {
  for (let row = first; row < first + count; row += 1) {
    for (let column = 0; column < into.length; column += 1) {
      into[column] = (into[column] ?? 0) + (rows[row * into.length + column] ?? 0) / count;
    }
  }
}

function stopped(): SeraphError {
  return new SeraphError(
    'aborted',
    'Finding mentions was stopped. Your documents and decisions are safe. Start it again when needed.',
  );
}
