import { createAdapter, type Adapter, type AdapterTarget } from '../../core/adapter/adapter.js';
import type { Sha256 } from '../../core/ids.js';
import { createRandom } from '../../core/random.js';

export const TINY_BASE = 'ab'.repeat(32) as Sha256;

/** An adapter of two layers, width 6 and feed-forward 10, B as random as A. */
export function tinyAdapter(
  seed: number,
  targets: readonly AdapterTarget[] = ['self-attention', 'first-feed-forward'],
): Adapter {
  const random = createRandom(seed);
  const adapter = createAdapter(
    { width: 6, decoderLayers: 2, decoderFfn: 10 },
    { rank: 3, alpha: 12, targets },
    seed,
  );
  return {
    ...adapter,
    matrices: adapter.matrices.map((matrix) => ({ ...matrix, b: matrix.b.map(() => 2 * random() - 1) })),
  };
}
