import { readFileSync } from 'node:fs';
import type { ConceptId, Sha256, TokenId } from '../../ids.js';
import { createConcept, exactSynonyms, type Concept } from '../../kb/knowledge-base.js';
import { tablesOf } from '../../kb/array-tables.js';
import type { KbTables } from '../../kb/tables.js';
import { createTokenizer } from '../../tokenizer/create-tokenizer.js';
import type { FrozenTrie } from '../../trie/frozen-trie.js';
import type { InputLayout } from '../layout.js';
import { nameTrieOf, wholeKbView, type LinkView } from '../link-view.js';

/** The reduced word-piece tokenizer of the golden tests. */
export const tokenizer = createTokenizer(
  JSON.parse(
    readFileSync(new URL('../../tokenizer/golden/word-piece.json', import.meta.url), 'utf8'),
  ) as unknown,
);

const token = (id: number): TokenId => id as TokenId;

export const layout: InputLayout = {
  bos: token(2),
  eos: token(3),
  start: [token(5)],
  end: [token(6)],
  decoderStart: token(2),
  contextPieces: 4,
  prefixTemplate: '{mention} is',
  lowerCase: true,
  namePrefix: '',
};

/** `concept('X1', 'Cold fever', 'Fever, Cold')`: id, preferred name, synonyms. */
export function concept(id: string, name: string, ...synonyms: readonly string[]): Concept {
  return createConcept({
    id: id as ConceptId,
    name,
    synonyms: exactSynonyms(synonyms, name),
    group: 'Disease',
  });
}

/** The trie over names, made and read as the app does. */
export function trieOf(tables: KbTables): FrozenTrie {
  return nameTrieOf(tables, tokenizer, layout);
}

/** Everything the linker reads of a single KB, built from concepts as the app builds it. */
export function kbOf(concepts: readonly Concept[]): LinkView {
  const hash = '0'.repeat(64) as Sha256;
  const kb = { ...tablesOf(concepts), hash, info: { id: 'tiny' } };
  return wholeKbView(kb, trieOf(kb));
}
