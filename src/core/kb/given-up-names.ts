import type { KbTables } from './tables.js';

/** True for a name that only obsolete concepts have: it is shown and searched, and left out of the trie. */
export function isGivenUp({ names, concepts }: KbTables, nameIndex: number): boolean {
  return names.conceptsOf(nameIndex).every((owner) => concepts.isObsolete(owner));
}
