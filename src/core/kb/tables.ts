/** How the rest of Seraph reads a knowledge base, whatever it is made of: arrays, stored bytes, or several of them. */
import type { ConceptId } from '../ids.js';
import type { Concept, SynonymScope } from './knowledge-base.js';

/** A name as one of its concepts has it. */
export type NameRole = 'preferred' | SynonymScope;

/** Every distinct normalised name (`normaliseName`), by number. Immutable. */
export interface NameTable {
  readonly nameCount: number;
  /** The normalised name; empty for a number that is not there. */
  nameAt(nameIndex: number): string;
  /** Numbers of the names equal to `normalised`: none, one, or one for each knowledge base that has it. */
  find(normalised: string): readonly number[];
  /** Concepts that have the name: those that prefer it first, then by number. A view: not to be written to. */
  conceptsOf(nameIndex: number): Uint32Array;
  /** How the concept at this place of `conceptsOf` has the name. */
  roleOf(nameIndex: number, place: number): NameRole;
  /** Numbers of the names with the same words but for order, inflection and punctuation (`looseKey`). */
  alike(name: string): readonly number[];
}

/** Every concept, by number. Immutable. Whole concepts are put together when asked for. */
export interface ConceptTable {
  readonly conceptCount: number;
  at(conceptIndex: number): Concept | undefined;
  /** Number of the concept with this id or alias, or -1. A concept's own id wins over another's alias. */
  indexOf(id: ConceptId): number;
  /** Empty for a number that is not there, as the group is. */
  idAt(conceptIndex: number): ConceptId;
  groupAt(conceptIndex: number): string;
  isObsolete(conceptIndex: number): boolean;
  /** As of the whole concept, but so cheap that all of a knowledge base can be asked. */
  semanticTypesOf(conceptIndex: number): readonly string[];
  xrefsOf(conceptIndex: number): readonly string[];
  /** Synonyms and the preferred name. */
  nameCountOf(conceptIndex: number): number;
  /** Numbers of the concepts right below and right above, by number. Views: not to be written to. */
  childrenOf(conceptIndex: number): Uint32Array;
  parentsOf(conceptIndex: number): Uint32Array;
}

/** All that is read of a knowledge base, but for its trie. */
export interface KbTables {
  readonly names: NameTable;
  readonly concepts: ConceptTable;
}
