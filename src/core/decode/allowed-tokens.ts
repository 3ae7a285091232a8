import type { TokenId } from '../ids.js';
import { Continuations } from '../trie/continuations.js';
import type { Trie } from '../trie/trie.js';
import type { Beam } from './beam.js';
import type { RaggedTokens } from './scorer.js';

/** What may follow each beam, and where in the trie it leads. */
export interface AllowedTokens extends RaggedTokens {
  /** State after each token, parallel to `tokens`; end-of-sequence does not move a beam. */
  readonly states: Float64Array;
}

/**
 * What may follow each beam: the tokens of its state in order, then end-of-sequence where a name ends. A beam of
 * `maxNameLength` pieces may only end.
 */
export function allowedTokens(
  trie: Trie,
  beams: readonly Beam[],
  eos: TokenId,
  maxNameLength: number,
): AllowedTokens {
  const starts = new Uint32Array(beams.length + 1);
  const next = new Continuations();
  beams.forEach(({ state, length }, row) => {
    if (length < maxNameLength) trie.expand(state, next);
    if (trie.endsName(state)) next.push(eos, state);
    starts[row + 1] = next.length;
  });
  // A copy: engines may look at the whole buffer behind the tokens.
  return { starts, tokens: next.tokens.slice(), states: next.states };
}
