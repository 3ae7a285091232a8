/** The shape of a BART model: what its tensors' sizes follow from. */
export interface ModelConfig {
  readonly vocabularySize: number;
  /** d_model. */
  readonly width: number;
  readonly encoderLayers: number;
  readonly decoderLayers: number;
  readonly encoderHeads: number;
  readonly decoderHeads: number;
  readonly encoderFfn: number;
  readonly decoderFfn: number;
  /** Longest input, in tokens. */
  readonly positions: number;
  /** Token embeddings are multiplied by the square root of the width. */
  readonly scaleEmbedding: boolean;
  readonly activation: 'gelu';
}
