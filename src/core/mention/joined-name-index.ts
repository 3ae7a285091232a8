import type { IndexedName, NameIndex } from './name-index.js';

/** A knowledge base's names as a project looks for them. */
export interface IndexPart {
  readonly index: NameIndex;
  /** Whether the project looks for the name in texts. */
  isSought(name: IndexedName): boolean;
}

/**
 * Several indexes as one, those of the first part first. The names keep the numbers of their own part.
 *
 * `longest` may promise more words than a sought name has: a finder then only looks once more in vain.
 */
export function joinNameIndexes(parts: readonly IndexPart[]): NameIndex {
  return {
    named: (key) => parts.flatMap((part) => part.index.named(key).filter((name) => part.isSought(name))),
    longest: (word) => parts.reduce((most, { index }) => Math.max(most, index.longest(word)), 0),
  };
}
