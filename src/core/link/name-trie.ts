import type { NameTable } from '../kb/tables.js';
import { finish, type Steps } from '../steps.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import { trieSteps, type TrieBuild } from '../trie/build-trie.js';
import { SequenceList } from '../trie/sequence-list.js';
import { namePieces, type NameLayout } from './source.js';

/** Names read between two steps. */
const BATCH = 500;

/** The part of a table that the trie is made of. */
export type Names = Pick<NameTable, 'nameCount' | 'nameAt'>;

export interface NameTrieOptions {
  /** Names that are not to be generated, such as those that only obsolete concepts have; they count as omitted. */
  readonly leaveOut?: (nameIndex: number) => boolean;
}

/** The trie of every name of a KB in a model's pieces: name n of the table is name n of the trie. */
export function buildNameTrie(
  names: Names,
  tokenizer: Tokenizer,
  layout: NameLayout,
  options?: NameTrieOptions,
): TrieBuild {
  return finish(nameTrieSteps(names, tokenizer, layout, options));
}

/** Builds the same trie in steps; the first of them tell how many names were read. */
export function* nameTrieSteps(
  names: Names,
  tokenizer: Tokenizer,
  layout: NameLayout,
  { leaveOut = () => false }: NameTrieOptions = {},
): Steps<TrieBuild> {
  const total = names.nameCount;
  const list = new SequenceList(total);
  while (list.length < total) {
    for (const end = Math.min(total, list.length + BATCH); list.length < end;) {
      list.push(leaveOut(list.length) ? [] : namePieces(layout, tokenizer, names.nameAt(list.length)));
    }
    yield { task: 'Reading the names', done: list.length, total, unit: 'names' };
  }
  return yield* trieSteps(list.sequences());
}

/** How names are put before a tokenizer, where no model's layout is at hand. */
export function nameLayoutOf(tokenizer: Tokenizer): NameLayout {
  return {
    // Byte-level vocabularies write the space before a word into its first piece; word pieces do not.
    namePrefix: tokenizer.kind === 'byte-level-bpe' ? ' ' : '',
    // As the names of a `NameTable` are in any case.
    lowerCase: true,
  };
}
