/**
 * Seeded pseudo-random numbers: mulberry32 (Tommy Ettinger, public domain), 32 bits of state, period 2^32.
 * The same seed gives the same numbers everywhere. Not for secrets.
 * @returns a generator of uniform numbers in [0, 1).
 */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
