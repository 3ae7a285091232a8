/** Names and shapes of every tensor of a BART model, in the order of its file. */
import type { ModelConfig } from './config.js';

export interface TensorSpec {
  /** As Transformers names it, without the leading `model.`. */
  readonly name: string;
  readonly shape: readonly number[];
}

/** BART's position tables begin with two rows that are never read (fairseq's padding index plus one). */
export const POSITION_OFFSET = 2;

/** The tied table: encoder and decoder input, and the output head. */
export const SHARED_TABLE = 'shared.weight';
export const FINAL_BIAS = 'final_logits_bias';

/** Every tensor the runtime reads. Weights are [outputs, inputs], as PyTorch stores them. */
export function tensorSpecs(config: ModelConfig): readonly TensorSpec[] {
  const { vocabularySize, width, positions } = config;
  const linear = (name: string, outputs: number, inputs: number): TensorSpec[] => [
    { name: `${name}.weight`, shape: [outputs, inputs] },
    { name: `${name}.bias`, shape: [outputs] },
  ];
  const norm = (name: string): TensorSpec[] => [
    { name: `${name}.weight`, shape: [width] },
    { name: `${name}.bias`, shape: [width] },
  ];
  const attention = (name: string): TensorSpec[] => [
    ...['q_proj', 'k_proj', 'v_proj', 'out_proj'].flatMap((part) => linear(`${name}.${part}`, width, width)),
    ...norm(`${name}_layer_norm`),
  ];
  const side = (name: string, layers: number, ffn: number, attentions: readonly string[]): TensorSpec[] => [
    { name: `${name}.embed_positions.weight`, shape: [positions + POSITION_OFFSET, width] },
    ...norm(`${name}.layernorm_embedding`),
    ...Array.from({ length: layers }, (_, index) => `${name}.layers.${index}`).flatMap((layer) => [
      ...attentions.flatMap((part) => attention(`${layer}.${part}`)),
      ...linear(`${layer}.fc1`, ffn, width),
      ...linear(`${layer}.fc2`, width, ffn),
      ...norm(`${layer}.final_layer_norm`),
    ]),
  ];
  return [
    { name: SHARED_TABLE, shape: [vocabularySize, width] },
    { name: FINAL_BIAS, shape: [vocabularySize] },
    ...side('encoder', config.encoderLayers, config.encoderFfn, ['self_attn']),
    ...side('decoder', config.decoderLayers, config.decoderFfn, ['self_attn', 'encoder_attn']),
  ];
}
