import { Continuations } from '../../src/core/trie/continuations.js';
import type { Trie } from '../../src/core/trie/trie.js';

/** How many tokens may follow, over the states of one depth that have any. */
export interface Branching {
  readonly depth: number;
  readonly states: number;
  readonly mean: number;
  readonly max: number;
}

/** Branching at depths 0 to `deepest`: what decides how much a step has to list. */
export function branchingOf(trie: Trie, deepest: number): readonly Branching[] {
  const found: Branching[] = [];
  let level = Float64Array.of(trie.root);
  for (let depth = 0; depth <= deepest; depth++) {
    const next = new Continuations();
    let states = 0;
    let max = 0;
    for (const state of level) {
      const before = next.length;
      trie.expand(state, next);
      const count = next.length - before;
      if (count > 0) states++;
      max = Math.max(max, count);
    }
    found.push({ depth, states, mean: next.length / Math.max(1, states), max });
    level = Float64Array.from({ length: next.length }, (_, place) => next.stateAt(place));
  }
  return found;
}
