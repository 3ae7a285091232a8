import { openSections } from '../bytes/sections.js';
import { SeraphError } from '../errors.js';
import { FrozenTrie } from './frozen-trie.js';
import { factsOf, TRIE_FORMAT } from './trie-format.js';

/**
 * Opens a serialised trie in place: views and header checks, and one pass over its bit vectors (about a tenth of its
 * bytes). Damage inside a section is found by `verifyTrie`, not here. `bytes` must not change while it is used.
 * @throws bad-format, bad-version, bad-hash (header), or model-incompatible when it was made for another tokenizer.
 */
export function openTrie(
  bytes: Uint8Array,
  { tokenizerHash }: { readonly tokenizerHash: string },
): FrozenTrie {
  const sections = openSections(bytes, TRIE_FORMAT);
  const facts = factsOf(sections);
  if (facts.tokenizerHash !== tokenizerHash) {
    throw new SeraphError(
      'model-incompatible',
      `The stored name index was made for another tokenizer (expected ${tokenizerHash}, got ${facts.tokenizerHash}). ` +
        'Your decisions and documents are safe. Build the index again with this model.',
      { expected: tokenizerHash, got: facts.tokenizerHash },
    );
  }
  return new FrozenTrie(sections, facts, bytes.length);
}

/** Checks every byte of a serialised trie; throws as `openTrie` does, and `bad-hash` for a damaged section. */
export function verifyTrie(bytes: Uint8Array): void {
  openSections(bytes, TRIE_FORMAT).verify();
}
