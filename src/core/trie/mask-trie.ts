import { hasBit } from './bits.js';
import { Continuations } from './continuations.js';
import type { FrozenTrie } from './frozen-trie.js';
import type { Trie } from './trie.js';

/**
 * The trie of some of a trie's names: branch and type filters, names that are blocked. Takes one pass over the nodes
 * and two bits for each; nothing is built. States and name numbers are those of `trie`.
 * @param allowedNames bit n: name n may be generated
 */
export function maskTrie(trie: FrozenTrie, allowedNames: Uint32Array): Trie {
  const { alive, ending, nameCount } = trie.nodesFor((name) => hasBit(allowedNames, name));
  const scratch = new Continuations();
  let atRoot: Continuations | undefined;

  const expandInto = (state: number, into: Continuations): Continuations => {
    scratch.clear();
    trie.expand(state, scratch);
    for (let place = 0; place < scratch.length; place++) {
      const next = scratch.stateAt(place);
      if (hasBit(alive, trie.nodeOf(next))) into.push(scratch.tokenAt(place), next);
    }
    return into;
  };
  const endsName = (state: number) => trie.endsName(state) && hasBit(ending, trie.nodeOf(state));
  const counted = new Continuations();

  return {
    root: trie.root,
    nameCount,
    expand: (state, into) => {
      if (state === trie.root) {
        atRoot ??= expandInto(state, new Continuations());
        into.append(atRoot);
      } else expandInto(state, into);
    },
    isForced: (state) => {
      if (endsName(state)) return false;
      counted.clear();
      return expandInto(state, counted).length === 1;
    },
    endsName,
    namesAt: (state) => trie.namesAt(state).filter((name) => hasBit(allowedNames, name)),
  };
}
