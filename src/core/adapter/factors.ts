/** An adapter as a flat list of its factors, the form that training steps work on. */
import type { Adapter } from './adapter.js';

/** [a0, b0, a1, b1, …]: the adapter's own arrays. */
export function factorsOf({ matrices }: Adapter): readonly Float32Array[] {
  return matrices.flatMap(({ a, b }) => [a, b]);
}

/** The same adapter with other factors. */
export function withFactors(adapter: Adapter, factors: readonly Float32Array[]): Adapter {
  return {
    ...adapter,
    matrices: adapter.matrices.map((matrix, place) => {
      const [a, b] = factors.slice(2 * place, 2 * place + 2);
      if (a?.length !== matrix.a.length || b?.length !== matrix.b.length) {
        throw new RangeError(`The factors of ${matrix.module} have other sizes.`);
      }
      return { ...matrix, a, b };
    }),
  };
}
