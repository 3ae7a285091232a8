import { buildTrie } from '../build-trie.js';
import { Continuations } from '../continuations.js';
import { encodeTrie } from '../encode-trie.js';
import { openTrie } from '../open-trie.js';
import type { FrozenTrie } from '../frozen-trie.js';
import type { Trie } from '../trie.js';
import { SequenceList, type Sequences } from '../sequence-list.js';

/** The trie of these names as it is after storage. */
export function makeTrie(sequences: readonly (readonly number[])[]): FrozenTrie {
  const bytes = encodeTrie(buildTrie(sequencesOf(sequences)), 'test');
  return openTrie(bytes, { tokenizerHash: 'test' });
}

export function sequencesOf(sequences: readonly (readonly number[])[]): Sequences {
  const list = new SequenceList(sequences.length);
  for (const sequence of sequences) list.push(sequence);
  return list.sequences();
}

/** Tokens that may follow a state, with the state after each. */
export function continuationsOf(
  trie: Trie,
  state: number,
): readonly { readonly token: number; readonly state: number }[] {
  const found = new Continuations();
  trie.expand(state, found);
  const states = statesOf(found);
  return Array.from(found.tokens, (token, place) => ({ token, state: states[place] ?? -1 }));
}

/** The states that a list's tokens lead to. */
export function statesOf(list: Continuations): readonly number[] {
  return Array.from({ length: list.length }, (_, place) => list.stateAt(place));
}

/** The state after these tokens, or undefined where no name begins with them. */
export function stateAfter(trie: Trie, tokens: readonly number[]): number | undefined {
  let state: number | undefined = trie.root;
  for (const token of tokens) {
    if (state === undefined) return undefined;
    state = continuationsOf(trie, state).find((next) => next.token === token)?.state;
  }
  return state;
}

/** Pieces and name numbers of every name, by walking the trie. */
export function listNames(trie: Trie): { readonly tokens: readonly number[]; readonly names: number[] }[] {
  const found: { tokens: readonly number[]; names: number[] }[] = [];
  const visit = (state: number, tokens: readonly number[]): void => {
    const names = trie.namesAt(state);
    if (names.length > 0) found.push({ tokens, names: [...names] });
    for (const next of continuationsOf(trie, state)) visit(next.state, [...tokens, next.token]);
  };
  visit(trie.root, []);
  return found;
}
