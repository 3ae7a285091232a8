import type { ConceptId } from '../ids.js';
import type { LinkView } from './link-view.js';
import { offeredConcept } from './offered.js';

/**
 * Names that other vocabularies give to concepts, known by their ids in MeSH or OMIM. They speak for a concept as its own
 * names do, and are never generated: what the model writes stays a name of the knowledge base.
 */
export interface OtherNames {
  /** Lower-cased names, each once. */
  readonly texts: readonly string[];
  /** Ids of the concepts that a name belongs to, without a prefix. */
  idsAt(index: number): readonly string[];
}

export const NO_OTHER_NAMES: OtherNames = { texts: [], idsAt: () => [] };

/** Puts names together that several concepts share. */
export function otherNamesOf(
  concepts: Iterable<{ readonly id: string; readonly names: readonly string[] }>,
): OtherNames {
  const owners = new Map<string, string>();
  for (const { id, names } of concepts) {
    for (const name of names) {
      const known = owners.get(name);
      owners.set(name, known === undefined ? id : `${known}${BETWEEN}${id}`);
    }
  }
  const texts = [...owners.keys()];
  return { texts, idsAt: (index) => owners.get(texts[index] ?? '')?.split(BETWEEN) ?? [] };
}

/** Ids of one name are kept as one string: most names have one owner, and there are a hundred thousand of them. */
const BETWEEN = '|';

/** How knowledge bases write the ids. MeSH ones are bare in all that Seraph reads; OMIM numbers in some. */
const PREFIXES = ['', 'OMIM:'];

/** The concept of a view with such an id, or -1. */
export function conceptOfOtherName(kb: LinkView, id: string): number {
  for (const prefix of PREFIXES) {
    const conceptIndex = offeredConcept(kb, `${prefix}${id}` as ConceptId);
    if (conceptIndex >= 0) return conceptIndex;
  }
  return -1;
}
