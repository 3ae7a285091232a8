import type { NameTable } from '../kb/tables.js';
import type { Watch } from '../progress.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import { lastStep, trieSteps, type TrieBuild } from '../trie/build-trie.js';
import { SequenceList } from '../trie/sequence-list.js';
import { namePieces, type NameLayout } from './source.js';

/** Names between two looks at the event loop, where a cancel can arrive. */
const BATCH = 4000;

/** The part of a table that the trie is made of. */
export type Names = Pick<NameTable, 'nameCount' | 'nameAt'>;

export interface NameTrieOptions extends Pick<Watch, 'onProgress'> {
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
  return lastStep(nameTrieSteps(names, tokenizer, layout, options));
}

/** Builds the same trie, but stops every few thousand names, so that the caller can let others go first or give up. */
export function* nameTrieSteps(
  names: Names,
  tokenizer: Tokenizer,
  layout: NameLayout,
  { onProgress, leaveOut = () => false }: NameTrieOptions = {},
): Generator<undefined, TrieBuild, undefined> {
  const total = names.nameCount;
  const list = new SequenceList(total);
  while (list.length < total) {
    for (const end = Math.min(total, list.length + BATCH); list.length < end;) {
      list.push(leaveOut(list.length) ? [] : namePieces(layout, tokenizer, names.nameAt(list.length)));
    }
    onProgress?.({ task: 'Reading the names', done: list.length, total, unit: 'names' });
    yield;
  }
  return yield* trieSteps(list.sequences(), onProgress ? { onProgress } : {});
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
