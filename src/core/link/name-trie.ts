import type { Progress } from '../progress.js';
import type { NameTable } from '../kb/name-table.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import { buildTrie } from '../trie/build-trie.js';
import type { TrieBuild } from '../trie/trie.js';
import type { InputLayout } from './layout.js';
import { namePieces } from './source.js';

/** The trie of every name of a KB in a model's pieces: name n of the table is name n of the trie. */
export function buildNameTrie(
  names: NameTable,
  tokenizer: Tokenizer,
  layout: InputLayout,
  onProgress?: (progress: Progress) => void,
): TrieBuild {
  return buildTrie(
    names.names.map((name) => namePieces(layout, tokenizer, name)),
    onProgress,
  );
}
