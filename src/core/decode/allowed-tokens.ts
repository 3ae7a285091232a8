import type { TokenId } from '../ids.js';
import type { Trie } from '../trie/trie.js';
import type { Beam } from './beam.js';
import type { RaggedTokens } from './scorer.js';

/**
 * What may follow each beam: the tokens of its node's edges in order, then end-of-sequence where a name ends. A beam
 * of `maxNameLength` pieces may only end.
 */
export function allowedTokens(
  trie: Trie,
  beams: readonly Beam[],
  eos: TokenId,
  maxNameLength: number,
): RaggedTokens {
  const starts = new Uint32Array(beams.length + 1);
  beams.forEach((beam, row) => {
    const edges =
      beam.length < maxNameLength ? trie.childrenEnd(beam.node) - trie.childrenStart(beam.node) : 0;
    const ends = trie.namesAt(beam.node).length > 0 ? 1 : 0;
    starts[row + 1] = (starts[row] ?? 0) + edges + ends;
  });
  const tokens = new Uint32Array(starts[beams.length] ?? 0);
  beams.forEach((beam, row) => {
    const start = starts[row] ?? 0;
    const end = starts[row + 1] ?? 0;
    const ends = trie.namesAt(beam.node).length > 0;
    const edges = end - start - (ends ? 1 : 0);
    const firstEdge = trie.childrenStart(beam.node);
    tokens.set(trie.childTokens.subarray(firstEdge, firstEdge + edges), start);
    if (ends) tokens[end - 1] = eos;
  });
  return { starts, tokens };
}
