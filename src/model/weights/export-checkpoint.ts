/**
 * From a Seraph model back to a Hugging Face BART checkpoint, with the weights that the tab runs: what was quantised
 * comes out as the numbers that its codes stand for. So an adapter can be trained elsewhere on exactly that model.
 */
import { SeraphError } from '../../core/errors.js';
import type { InputLayout } from '../../core/link/layout.js';
import { FINAL_BIAS, tensorSpecs, type TensorSpec } from '../bart/tensors.js';
import { parseFields } from './fields.js';
import { TOKENIZER_FILE } from './convert.js';
import type { LoadedWeights } from './load.js';

/** What a checkpoint's folder holds beside `tokenizer.json`, which stays as it is. */
export interface ExportedCheckpoint {
  /** `config.json`. */
  readonly config: Uint8Array;
  /** `seraph.json`; null for a model that takes mentions in ANGEL's way, which `readLayout` knows without it. */
  readonly layout: Uint8Array | null;
  /** As Transformers names and shapes them. The table that encoder, decoder and head share is there once. */
  readonly tensors: readonly ExportedTensor[];
}

export interface ExportedTensor extends TensorSpec {
  /** Rows of the tensor as Seraph has it: the logits' bias is one row in Transformers, and many here. */
  readonly rows: number;
  /** f32, row-major, as many rows from `first`. */
  read(first: number, count: number): Float32Array;
}

/**
 * The checkpoint of a model; its tensors are read when asked for.
 *
 * @throws SeraphError `bad-format` when the tokenizer names no padding
 */
export function exportCheckpoint(weights: LoadedWeights): ExportedCheckpoint {
  const { config, layout } = weights.manifest;
  return {
    config: jsonBytes(configOf(weights)),
    layout: layoutOf(layout),
    tensors: tensorSpecs(config).map(({ name, shape }) => ({
      name: name === FINAL_BIAS ? name : `model.${name}`,
      shape: name === FINAL_BIAS ? [1, ...shape] : shape,
      rows: shape[0] ?? 0,
      read: (first, count) => weights.rows(name, first, count),
    })),
  };
}

function configOf({ manifest, tokenizer }: LoadedWeights): object {
  const { config, layout } = manifest;
  return {
    architectures: ['BartForConditionalGeneration'],
    model_type: 'bart',
    is_encoder_decoder: true,
    vocab_size: config.vocabularySize,
    d_model: config.width,
    encoder_layers: config.encoderLayers,
    decoder_layers: config.decoderLayers,
    encoder_attention_heads: config.encoderHeads,
    decoder_attention_heads: config.decoderHeads,
    encoder_ffn_dim: config.encoderFfn,
    decoder_ffn_dim: config.decoderFfn,
    max_position_embeddings: config.positions,
    scale_embedding: config.scaleEmbedding,
    activation_function: config.activation,
    tie_word_embeddings: true,
    // The tab trains without, so that a run can be repeated. BART's other kinds are 0.0 by themselves, and Transformers
    // takes no whole number for some of them, which is all that JSON makes of 0.0 here.
    dropout: 0,
    pad_token_id: paddingOf(tokenizer),
    bos_token_id: layout.bos,
    eos_token_id: layout.eos,
    decoder_start_token_id: layout.decoderStart,
    // BART's default is an id of its own vocabulary.
    forced_eos_token_id: null,
    dtype: 'float32',
  };
}

const PADDING = /^(\[pad\]|<pad>)$/i;

function paddingOf(tokenizer: Uint8Array): number {
  const fields = parseFields(tokenizer, TOKENIZER_FILE);
  if (fields.has('padding')) return fields.object('padding').count('pad_id');
  const added = fields.has('added_tokens') ? fields.list('added_tokens') : [];
  const piece = added.find((entry) => PADDING.test(entry.text('content')));
  if (piece) return piece.count('id');
  throw new SeraphError(
    'bad-format',
    `The model's ${TOKENIZER_FILE} names no piece for padding, and a Hugging Face BART needs one. Nothing was written. ` +
      'Add [PAD] or <pad> to its added_tokens.',
    {
      expected: '[PAD] or <pad>',
      got: added
        .map((entry) => entry.text('content'))
        .join(' ')
        .slice(0, 80),
    },
  );
}

/** As Seraph's training writes it (`training/seraph_training/layout.py`). */
function layoutOf(layout: InputLayout): Uint8Array | null {
  const [start, moreStart] = layout.start;
  const [end, moreEnd] = layout.end;
  const isTrained = moreStart === undefined && moreEnd === undefined && layout.namePrefix === '';
  if (start === undefined || end === undefined || !isTrained) return null;
  return jsonBytes({
    bos: layout.bos,
    eos: layout.eos,
    start,
    end,
    decoder_start: layout.decoderStart,
    context_pieces: layout.contextPieces,
    prefix_template: layout.prefixTemplate,
    lower_case: layout.lowerCase,
  });
}

function jsonBytes(value: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
