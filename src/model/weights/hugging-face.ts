/** Reads a Hugging Face BART checkpoint's `config.json` and how it takes a mention. */
import { SeraphError } from '../../core/errors.js';
import type { TokenId } from '../../core/ids.js';
import type { InputLayout } from '../../core/link/layout.js';
import { parseFields, type Fields } from './fields.js';
import type { ModelConfig } from '../bart/config.js';

export const CONFIG_FILE = 'config.json';
/** Optional; written by Seraph's training beside the checkpoint. */
export const LAYOUT_FILE = 'seraph.json';

/** Pieces of a text, without special tokens. */
export type Tokenize = (text: string) => readonly TokenId[];

/**
 * The architecture, from `config.json`.
 *
 * @throws SeraphError bad-format for a missing field; model-incompatible for another architecture.
 */
export function readConfig(bytes: Uint8Array): ModelConfig {
  const config = parseFields(bytes, CONFIG_FILE);
  const modelType = config.text('model_type');
  if (modelType !== 'bart') throw incompatible('model_type', 'bart', modelType);
  const activation = config.text('activation_function');
  if (activation !== 'gelu') throw incompatible('activation_function', 'gelu', activation);
  // Variants of BART that compute something else.
  for (const key of [
    'normalize_before',
    'add_final_layer_norm',
    'normalize_embedding',
    'static_position_embeddings',
  ]) {
    const standard = key === 'normalize_embedding';
    if (config.has(key) && config.flag(key) !== standard)
      throw incompatible(key, String(standard), String(!standard));
  }
  if (config.has('tie_word_embeddings') && !config.flag('tie_word_embeddings')) {
    throw incompatible('tie_word_embeddings', 'true', 'false');
  }
  return {
    vocabularySize: config.positive('vocab_size'),
    width: config.positive('d_model'),
    encoderLayers: config.positive('encoder_layers'),
    decoderLayers: config.positive('decoder_layers'),
    encoderHeads: config.positive('encoder_attention_heads'),
    decoderHeads: config.positive('decoder_attention_heads'),
    encoderFfn: config.positive('encoder_ffn_dim'),
    decoderFfn: config.positive('decoder_ffn_dim'),
    positions: config.positive('max_position_embeddings'),
    scaleEmbedding: config.has('scale_embedding') && config.flag('scale_embedding'),
    activation,
  };
}

/** How the checkpoint takes a mention: from `seraph.json`, or ANGEL's way with BART when there is none. */
export function readLayout(config: Uint8Array, layout: Uint8Array | null, tokenize: Tokenize): InputLayout {
  return layout ? trainedLayout(parseFields(layout, LAYOUT_FILE)) : angelLayout(config, tokenize);
}

function trainedLayout(layout: Fields): InputLayout {
  return {
    bos: token(layout, 'bos'),
    eos: token(layout, 'eos'),
    start: [token(layout, 'start')],
    end: [token(layout, 'end')],
    decoderStart: token(layout, 'decoder_start'),
    contextPieces: layout.count('context_pieces'),
    prefixTemplate: layout.text('prefix_template'),
    lowerCase: layout.flag('lower_case'),
    // The word pieces it is trained with mark continuations, not beginnings.
    namePrefix: '',
  };
}

/** ANGEL (arXiv 2408.16493): the words START and END around the mention, "<mention> is" before the name. */
function angelLayout(bytes: Uint8Array, tokenize: Tokenize): InputLayout {
  const config = parseFields(bytes, CONFIG_FILE);
  return {
    bos: token(config, 'bos_token_id'),
    eos: token(config, 'eos_token_id'),
    start: tokenize(' START'),
    end: tokenize(' END'),
    decoderStart: token(config, 'decoder_start_token_id'),
    contextPieces: ANGEL_CONTEXT_PIECES,
    prefixTemplate: '{mention} is',
    lowerCase: true,
    namePrefix: ' ',
  };
}

/** Pieces of context on each side of the mention: ours to choose, as the checkpoint does not say. */
const ANGEL_CONTEXT_PIECES = 128;

function token(object: Fields, key: string): TokenId {
  return object.count(key) as TokenId;
}

function incompatible(field: string, expected: string, got: string): SeraphError {
  return new SeraphError(
    'model-incompatible',
    `Seraph cannot run this checkpoint: config.json has ${field} = ${got}, and Seraph runs BART with ${expected}. ` +
      'Nothing was written. Use a BartForConditionalGeneration checkpoint.',
    { field, expected, got },
  );
}
