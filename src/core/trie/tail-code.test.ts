import { expect, test } from 'vitest';
import { tailCodeFor, TailWriter } from './tail-code.js';

/** Bytes of every token by itself, in the code for these counts. */
function written(counts: ReadonlyMap<number, number>): { lowBytes: number; lengths: Map<number, number> } {
  const code = tailCodeFor(counts);
  const writer = new TailWriter(code, new Uint8Array(5 * counts.size));
  const lengths = new Map<number, number>();
  for (const token of counts.keys()) {
    const before = writer.length;
    writer.token(token);
    lengths.set(token, writer.length - before);
    expect(writer.length - before).toBe(writer.lengthOf(token));
  }
  return { lowBytes: code.lowBytes, lengths };
}

test('tokens that occur most take one byte, the others the fewest bytes that tell them apart', () => {
  const counts = new Map(Array.from({ length: 5000 }, (_, token) => [token, 1 + 1e6 / (1 + token)]));
  const { lowBytes, lengths } = written(counts);
  expect(lowBytes).toBe(1);
  expect([lengths.get(0), lengths.get(100), lengths.get(4999)]).toEqual([1, 1, 2]);
});

test('vocabularies of any size have a code', () => {
  for (const [largest, lowBytes] of [
    [255 * 256 - 1, 1],
    [255 * 65_536 - 1, 2],
    [2 ** 32 - 1, 4],
  ] as const) {
    const counts = new Map(Array.from({ length: 300 }, (_, index) => [largest - index, 1]));
    expect(written(counts).lowBytes).toBeLessThanOrEqual(4);
    expect(written(counts).lowBytes).toBeGreaterThanOrEqual(lowBytes);
  }
});

test('no tails are no trouble', () => {
  expect(tailCodeFor(new Map()).frequent).toHaveLength(0);
});
