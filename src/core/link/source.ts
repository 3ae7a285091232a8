import type { TokenId } from '../ids.js';
import type { ScorerInput } from '../decode/scorer.js';
import type { Mention } from '../text/document.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import type { InputLayout } from './layout.js';

/** Characters read per piece of context: more than any piece is long on average, so the window is always filled. */
const CHARACTERS_PER_PIECE = 12;
/** A mention longer than this is cut: no name needs more, and the encoder's positions are finite. */
const MAX_MENTION_PIECES = 64;

/** The text that stands for a mention before the model: the long form where the document defines one. */
export function mentionText(text: string, mention: Mention): string {
  return mention.longForm ?? text.slice(mention.span.start, mention.span.end);
}

/**
 * Encoder and decoder input of one mention, exactly as training built them (`training/seraph_training/layout.py`):
 * bos, left context, start, mention, end, right context, eos; and decoder start, prefix template with the mention.
 */
export function buildInput(
  layout: InputLayout,
  tokenizer: Tokenizer,
  text: string,
  mention: Mention,
): ScorerInput {
  const pieces = (part: string): readonly TokenId[] =>
    tokenizer.encode(layout.lowerCase ? part.toLowerCase() : part);
  const reach = CHARACTERS_PER_PIECE * layout.contextPieces;
  const { start, end } = mention.span;
  const left = layout.contextPieces === 0 ? [] : pieces(text.slice(Math.max(0, start - reach), start));
  const right = layout.contextPieces === 0 ? [] : pieces(text.slice(end, end + reach));
  const middle = pieces(layout.namePrefix + mentionText(text, mention).trim()).slice(0, MAX_MENTION_PIECES);
  return {
    source: [
      layout.bos,
      ...left.slice(-layout.contextPieces),
      ...layout.start,
      ...middle,
      ...layout.end,
      ...right.slice(0, layout.contextPieces),
      layout.eos,
    ],
    prefix: [layout.decoderStart, ...prefixPieces(layout, middle, pieces)],
  };
}

function prefixPieces(
  layout: InputLayout,
  mention: readonly TokenId[],
  pieces: (part: string) => readonly TokenId[],
): readonly TokenId[] {
  const [before, after] = layout.prefixTemplate.split('{mention}');
  if (after === undefined) return pieces(layout.prefixTemplate);
  return [...pieces(before ?? ''), ...mention, ...pieces(after)];
}

/** The part of a layout that names depend on. */
export type NameLayout = Pick<InputLayout, 'namePrefix' | 'lowerCase'>;

/** Pieces of a KB name as the decoder generates them, without end-of-sequence. */
export function namePieces(layout: NameLayout, tokenizer: Tokenizer, name: string): readonly TokenId[] {
  return tokenizer.encode(layout.namePrefix + (layout.lowerCase ? name.toLowerCase() : name));
}
