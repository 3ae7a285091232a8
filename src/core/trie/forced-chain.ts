import { Continuations } from './continuations.js';
import type { Trie } from './trie.js';

/**
 * The tokens that must follow a state, one after another, with the state after each: ends where the model has a choice
 * or a name may end. Empty where there is a choice at once.
 */
export function forcedChain(trie: Trie, state: number): Continuations {
  const chain = new Continuations();
  for (let at = state; trie.isForced(at); at = chain.stateAt(chain.length - 1)) trie.expand(at, chain);
  return chain;
}
