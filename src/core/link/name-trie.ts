import type { TokenId } from '../ids.js';
import type { NameTable } from '../kb/tables.js';
import type { Progress } from '../progress.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import { buildTrie } from '../trie/build-trie.js';
import type { TrieBuild } from '../trie/trie.js';
import { namePieces, type NameLayout } from './source.js';

/** Names between two looks at the event loop, where a cancel can arrive. */
const BATCH = 4000;

/** The trie of every name of a KB in a model's pieces: name n of the table is name n of the trie. */
export function buildNameTrie(names: NameTable, tokenizer: Tokenizer, layout: NameLayout): TrieBuild {
  const steps = nameTrieSteps(names, tokenizer, layout);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** Builds the same trie, but stops after every few thousand names, so that the caller can let others go first or give up. */
export function* nameTrieSteps(
  names: NameTable,
  tokenizer: Tokenizer,
  layout: NameLayout,
  onProgress?: (progress: Progress) => void,
): Generator<undefined, TrieBuild, undefined> {
  const sequences: (readonly TokenId[])[] = [];
  const total = names.nameCount;
  while (sequences.length < total) {
    for (const end = Math.min(total, sequences.length + BATCH); sequences.length < end;) {
      sequences.push(namePieces(layout, tokenizer, names.nameAt(sequences.length)));
    }
    onProgress?.({ task: 'Reading the names', done: sequences.length, total, unit: 'names' });
    yield;
  }
  return buildTrie(sequences, onProgress);
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
