import type { DocumentId } from '../ids.js';

/**
 * A fresh document key of 64 random bits, e.g. `d-3f29a1c07be44d12`. Not made from the PMID: corpora repeat those.
 * @param random uniform numbers in [0, 1): `createRandom(seed)` in tests, a cryptographic source in the app.
 */
export function createDocumentId(random: () => number): DocumentId {
  const word = () =>
    Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  return `d-${word()}${word()}` as DocumentId;
}
