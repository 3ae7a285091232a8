import type { TokenId } from '../../ids.js';
import { buildTrie } from '../build-trie.js';
import { encodeTrie } from '../encode-trie.js';
import { openTrie } from '../open-trie.js';
import type { Trie } from '../trie.js';

/** The trie of these names as it is after storage. */
export function makeTrie(sequences: readonly (readonly number[])[]): Trie {
  const bytes = encodeTrie(buildTrie(sequences as TokenId[][]), 'test');
  return openTrie(bytes, { tokenizerHash: 'test' });
}

/** Pieces and name indexes of every name, by walking the trie. */
export function listNames(trie: Trie): { readonly tokens: readonly number[]; readonly names: number[] }[] {
  const found: { tokens: readonly number[]; names: number[] }[] = [];
  const visit = (node: number, tokens: readonly number[]): void => {
    const names = trie.namesAt(node);
    if (names.length > 0) found.push({ tokens, names: [...names] });
    for (let edge = trie.childrenStart(node); edge < trie.childrenEnd(node); edge++) {
      visit(trie.child(edge), [...tokens, trie.childTokens[edge] ?? -1]);
    }
  };
  visit(trie.root, []);
  return found;
}
