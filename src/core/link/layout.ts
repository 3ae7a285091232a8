import type { TokenId } from '../ids.js';

/**
 * How a mention becomes model input; part of the model's manifest (`training/seraph_training/layout.py` writes it).
 * Encoder: bos, left context, start, mention, end, right context, eos. Decoder: start token, prefix, name, eos.
 */
export interface InputLayout {
  readonly bos: TokenId;
  readonly eos: TokenId;
  /** Marks around the mention. */
  readonly start: readonly TokenId[];
  readonly end: readonly TokenId[];
  readonly decoderStart: TokenId;
  /** Context on each side, in pieces. */
  readonly contextPieces: number;
  /** Decoder text before the name, with `{mention}` in it; empty for none. */
  readonly prefixTemplate: string;
  /** Names and mentions are lower-cased before tokenisation. */
  readonly lowerCase: boolean;
  /** Put before each name when tokenising ("leading space" of byte-level BPE); empty for word pieces. */
  readonly namePrefix: string;
}
