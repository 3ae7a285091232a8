/**
 * What the two packages of ontologies have in common: terms with names, parents and what became of them. Definitions
 * and comments are never read: they are texts of their own, with authors of their own.
 */
import type { ConceptId } from '../../src/core/ids.js';
import {
  createConcept,
  exactSynonyms,
  type Concept,
  type Obsolescence,
} from '../../src/core/kb/knowledge-base.js';

export interface Term {
  readonly id: string;
  /** Empty for ids that were merged into another. */
  readonly name: string;
  readonly synonyms: readonly string[];
  readonly parents: readonly string[];
  readonly aliases: readonly string[];
  /** CURIEs. */
  readonly xrefs: readonly string[];
  readonly obsolete: Obsolescence | null;
}

/** What is known of terms beside their own list, by term: other ids, cross-references. */
export type Beside = ReadonlyMap<string, Pick<Term, 'aliases' | 'xrefs'>>;

/** Two lists of what is known beside, as one. */
export function joined(lists: readonly Beside[]): Beside {
  const all = new Map<string, Pick<Term, 'aliases' | 'xrefs'>>();
  for (const list of lists) {
    for (const [id, { aliases, xrefs }] of list) {
      const known = all.get(id);
      all.set(id, {
        aliases: [...new Set([...(known?.aliases ?? []), ...aliases])],
        xrefs: [...new Set([...(known?.xrefs ?? []), ...xrefs])],
      });
    }
  }
  return all;
}

/**
 * Concepts of a list of terms, in its order. An id without a name that says what replaced it was merged: it becomes an
 * alias of that concept. One that says nothing is left out.
 */
export function conceptsOf(
  terms: readonly Term[],
  groupOf: (term: Term) => string,
  beside: Beside = new Map(),
): readonly Concept[] {
  const named = new Map(terms.filter(({ name }) => name !== '').map((term) => [term.id, term]));
  const merged = new Map<string, string[]>();
  for (const term of terms) {
    const into = term.name === '' ? (term.obsolete?.replacedBy[0] ?? '') : '';
    if (named.has(into)) merged.set(into, [...(merged.get(into) ?? []), term.id]);
  }
  return [...named.values()].map((term) => {
    const more = beside.get(term.id);
    const aliases = new Set([
      ...term.aliases,
      ...(merged.get(term.id) ?? []),
      // What has a name of its own is a concept of its own.
      ...(more?.aliases ?? []).filter((alias) => !named.has(alias)),
    ]);
    return createConcept({
      id: term.id as ConceptId,
      name: term.name,
      synonyms: exactSynonyms(term.synonyms, term.name),
      group: groupOf(term),
      parents: term.parents as ConceptId[],
      aliases: [...aliases] as ConceptId[],
      xrefs: [...new Set([...term.xrefs, ...(more?.xrefs ?? [])])],
      obsolete: term.obsolete,
    });
  });
}
