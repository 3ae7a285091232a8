import type { ConceptId, Sha256 } from '../ids.js';

/** Where a knowledge base comes from and under what terms. First line of a Seraph KB file. */
export interface KbInfo {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly source: string;
  readonly licence: string;
  readonly attribution: string;
  /** Link out, with `{id}` in it. */
  readonly linkTemplate: string;
  readonly conceptCount: number;
  /** Distinct lower-cased names. */
  readonly nameCount: number;
}

export interface Concept {
  readonly id: ConceptId;
  /** Preferred name, as written. */
  readonly name: string;
  /** Other names, as written, without the preferred one. */
  readonly synonyms: readonly string[];
  /** Positions in the hierarchy, e.g. MeSH tree numbers. */
  readonly trees: readonly string[];
  /** Semantic group, e.g. `Disease`. */
  readonly group: string;
  /** Other ids that mean this concept (MEDIC's alternatives). */
  readonly aliases: readonly ConceptId[];
}

/** A parsed KB file and the hash that decisions record. */
export interface KnowledgeBase {
  readonly info: KbInfo;
  readonly hash: Sha256;
  readonly concepts: readonly Concept[];
}
