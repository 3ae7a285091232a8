/**
 * 32-bit hash of a text: FNV-1a over its UTF-16 code units, mixed by the finaliser of MurmurHash3. Spreads texts over
 * tables; it keeps nobody from making collisions, which only cost time.
 */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Spreads hashes over `count` places, keeping their order. */
export function placeOf(hash: number, count: number): number {
  return Math.floor((hash * count) / 0x1_0000_0000);
}
