import { createRandom } from '../../src/core/random.js';
import { Continuations } from '../../src/core/trie/continuations.js';
import type { Sequences } from '../../src/core/trie/sequence-list.js';
import type { Trie } from '../../src/core/trie/trie.js';

/** As many lookups as one step of 32 mentions with ten beams. */
const LOOKUPS = 320;
const ROUNDS = 200;

/** Beginnings of names, one piece to all but one long: name and length are drawn evenly. */
export function drawPrefixes({ tokens, starts }: Sequences, seed: number): readonly (readonly number[])[] {
  const random = createRandom(seed);
  const prefixes: number[][] = [];
  while (prefixes.length < LOOKUPS) {
    const name = Math.floor((starts.length - 1) * random());
    const start = starts[name] ?? 0;
    const length = (starts[name + 1] ?? start) - start;
    if (length < 2) continue;
    prefixes.push([...tokens.subarray(start, start + 1 + Math.floor((length - 1) * random()))]);
  }
  return prefixes;
}

/** Microseconds to list what may follow one state, the states of the prefixes being known, as a search knows them. */
export function lookupTime(trie: Trie, prefixes: readonly (readonly number[])[]): number {
  const found = new Continuations();
  const states = prefixes.map((prefix) => {
    let state = trie.root;
    for (const token of prefix) {
      found.clear();
      trie.expand(state, found);
      state = found.stateAt(found.tokens.indexOf(token));
    }
    return state;
  });
  let from = 0;
  for (let round = -ROUNDS; round < ROUNDS; round++) {
    if (round === 0) from = performance.now();
    for (const state of states) {
      found.clear();
      trie.expand(state, found);
      trie.endsName(state);
    }
  }
  return (1000 * (performance.now() - from)) / (ROUNDS * states.length);
}
