import { readFileSync } from 'node:fs';
import type { ConceptId, TokenId } from '../../ids.js';
import { createConcept, exactSynonyms, type Concept } from '../../kb/knowledge-base.js';
import { tablesOf } from '../../kb/array-tables.js';
import { createTokenizer } from '../../tokenizer/create-tokenizer.js';
import { encodeTrie } from '../../trie/encode-trie.js';
import { openTrie } from '../../trie/open-trie.js';
import type { KbView } from '../evidence.js';
import type { InputLayout } from '../layout.js';
import { buildNameTrie } from '../name-trie.js';

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

/** Everything the linker reads of a KB, built from concepts as the app builds it. */
export function kbOf(concepts: readonly Concept[]): KbView {
  const tables = tablesOf(concepts);
  const bytes = encodeTrie(buildNameTrie(tables.names, tokenizer, layout), 't');
  return { ...tables, trie: openTrie(bytes, { tokenizerHash: 't' }) };
}
