/** Named tensors that are read piece by piece, so that a checkpoint larger than memory can be converted. */
export interface TensorSource {
  readonly names: readonly string[];
  /** Dimensions of a tensor, outermost first. */
  shape(name: string): readonly number[];
  /** Rows `first` to `first + count` along the outermost dimension, as f32, row-major. */
  readRows(name: string, first: number, count: number): Promise<Float32Array>;
}
