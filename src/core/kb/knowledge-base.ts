import type { ConceptId, Sha256 } from '../ids.js';

/** What a knowledge base says of itself: where it comes from and under what terms. */
export interface KbDescription {
  /** Short, lower-case, the same for every version: `mesh`, `mondo`. */
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly source: string;
  readonly licence: string;
  readonly attribution: string;
  /** Link out, with `{id}` in it; empty when there is none. */
  readonly linkTemplate: string;
}

export interface KbInfo extends KbDescription {
  readonly conceptCount: number;
  /** Distinct normalised names (`normaliseName`). */
  readonly nameCount: number;
}

/** How a synonym stands to its concept, as OBO has it. */
export type SynonymScope = 'exact' | 'narrow' | 'broad' | 'related';

/** Best first: the order in which search and cards show them. */
export const SYNONYM_SCOPES: readonly SynonymScope[] = ['exact', 'narrow', 'broad', 'related'];

export interface Synonym {
  /** As written. */
  readonly name: string;
  readonly scope: SynonymScope;
}

/** A concept that its knowledge base gave up. It is shown, never offered. */
export interface Obsolescence {
  /** What took its place; empty when the knowledge base names nothing. */
  readonly replacedBy: readonly ConceptId[];
  /** What may be meant instead (OBO's `consider`). */
  readonly consider: readonly ConceptId[];
}

export interface Concept {
  readonly id: ConceptId;
  /** Preferred name, as written. */
  readonly name: string;
  /** Other names, without the preferred one. */
  readonly synonyms: readonly Synonym[];
  /** Semantic group, e.g. `Disease`: the type of mention that it is offered for. */
  readonly group: string;
  /** Finer types as the knowledge base has them, e.g. `Disease or Syndrome`; empty when it has none. */
  readonly semanticTypes: readonly string[];
  /** The concepts right above this one. */
  readonly parents: readonly ConceptId[];
  /** Positions in a hierarchy that is written as paths, e.g. MeSH tree numbers. */
  readonly trees: readonly string[];
  /** Other ids that mean this concept (MEDIC's alternatives, OBO's `alt_id`). */
  readonly aliases: readonly ConceptId[];
  /**
   * The same concept in other vocabularies, as CURIEs: `MESH:D001260`. Views take them for equivalences, so what a
   * source calls close, related, wider or narrower has no place here.
   */
  readonly xrefs: readonly string[];
  /** From the curator's own file only; shipped files have none. */
  readonly definition: string | null;
  readonly notes: readonly string[];
  /** Null for a concept in use. */
  readonly obsolete: Obsolescence | null;
}

/** A concept of which only the given fields are known. */
export function createConcept(known: Pick<Concept, 'id' | 'name'> & Partial<Concept>): Concept {
  return {
    synonyms: [],
    group: '',
    semanticTypes: [],
    parents: [],
    trees: [],
    aliases: [],
    xrefs: [],
    definition: null,
    notes: [],
    obsolete: null,
    ...known,
  };
}

/** Names that mean exactly the concept, once each and without its preferred name. */
export function exactSynonyms(names: Iterable<string>, preferred: string): readonly Synonym[] {
  const others = new Set(names);
  others.delete(preferred);
  return [...others].map((name) => ({ name, scope: 'exact' }));
}

/** Every name of a concept as written, the preferred one first. */
export function namesOf({ name, synonyms }: Concept): readonly string[] {
  return [name, ...synonyms.map((synonym) => synonym.name)];
}

/** A parsed KB file and the hash that decisions record. */
export interface KnowledgeBase {
  readonly info: KbInfo;
  readonly hash: Sha256;
  readonly concepts: readonly Concept[];
}
