import type { OpenSections, SectionFormat } from '../bytes/sections.js';

/** A stored trie is a file of named arrays (`bytes/sections.ts`) that `BranchNodes` and `SharedTails` describe. */
export const TRIE_FORMAT: SectionFormat = { magic: 'SRPHTRIE', version: 2, what: 'name index' };

/** Description in the header. */
export interface TrieFacts {
  /** SHA-256 of the tokenizer that made the pieces. */
  readonly tokenizerHash: string;
  readonly nodeCount: number;
  readonly nameCount: number;
  /** Names given to the builder that have no piece, and so are not in the trie. */
  readonly omittedCount: number;
  /** Bits of a token in `tokens`, of a name's number in `names`, and of a place in `tailStarts`. */
  readonly tokenWidth: number;
  readonly nameWidth: number;
  readonly tailStartWidth: number;
  /** `TailCode.lowBytes`. */
  readonly tailLowBytes: number;
}

/** The header's checksum and version stand for the shape of its description. */
export function factsOf(sections: OpenSections): TrieFacts {
  return sections.about as TrieFacts;
}
