import type { TokenId } from '../ids.js';
import type { Continuations } from '../trie/continuations.js';
import type { Trie } from '../trie/trie.js';
import type { Beam } from './beam.js';
import type { RaggedTokens } from './scorer.js';

/** What may follow each beam, and where in the trie it leads. */
export interface AllowedTokens extends RaggedTokens {
  /** State after the token at that place of `tokens`; end-of-sequence does not move a beam. */
  stateAt(place: number): number;
}

/**
 * What may follow each beam: the tokens of its state in order, then end-of-sequence where a name ends. A beam of
 * `maxNameLength` pieces may only end.
 * @param scratch holds the lists, which are views of it: they last until it is used again, at the next step
 */
export function allowedTokens(
  trie: Trie,
  beams: readonly Beam[],
  eos: TokenId,
  maxNameLength: number,
  scratch: Continuations,
): AllowedTokens {
  const starts = new Uint32Array(beams.length + 1);
  let row = 0;
  scratch.clear();
  for (const { state, length } of beams) {
    if (length < maxNameLength) trie.expand(state, scratch);
    if (trie.endsName(state)) scratch.push(eos, state);
    starts[++row] = scratch.length;
  }
  return { starts, tokens: scratch.tokens, stateAt: (place) => scratch.stateAt(place) };
}
