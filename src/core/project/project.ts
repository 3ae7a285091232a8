/**
 * What the curator works with: which knowledge bases each type of mention is linked to, and what was added to or
 * blocked in them. A fold over the project's own append-only log (`events.ts`).
 */
import type { ConceptId, Sha256 } from '../ids.js';
import type { Concept, SynonymScope } from '../kb/knowledge-base.js';

/** One knowledge base as a type of mention uses it. */
export interface KbUse {
  readonly kb: Sha256;
  /** Only concepts with one of these groups or semantic types; empty for all. */
  readonly semanticTypes: readonly string[];
  /** Only these concepts and everything below them; empty for all. */
  readonly branches: readonly ConceptId[];
}

/** The knowledge bases for one type of mention, the one that goes first on equal evidence first. */
export interface TypeScope {
  /** The type of mention, e.g. `Disease`; `ANY_TYPE` for every type without a scope of its own. */
  readonly type: string;
  readonly kbs: readonly KbUse[];
}

export const ANY_TYPE = '*';

/** A name that the curator gave to a concept of a knowledge base. */
export interface AddedSynonym {
  readonly conceptId: ConceptId;
  readonly name: string;
  readonly scope: SynonymScope;
}

/** A name that is not to be offered: for one concept, or for any. */
export interface BlockedName {
  /** Null for any concept. */
  readonly conceptId: ConceptId | null;
  /** Normalised. */
  readonly name: string;
}

export interface Overlay {
  readonly synonyms: readonly AddedSynonym[];
  /** Concepts that no knowledge base has yet, with ids of the project's own (`PROVISIONAL_PREFIX`). */
  readonly concepts: readonly Concept[];
  readonly blocked: readonly BlockedName[];
}

/** Ids of provisional concepts: `SERAPH:0000001`, rising, never given twice. */
export const PROVISIONAL_PREFIX = 'SERAPH:';

export interface Project {
  readonly scopes: readonly TypeScope[];
  readonly overlay: Overlay;
}
