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

/** All that a model needs of a knowledge base, as bytes: what is stored, and what goes from worker to worker. */
export interface KbFiles {
  readonly kbHash: Sha256;
  readonly tokenizerHash: Sha256;
  /** What was put before each name when it was tokenised (`InputLayout.namePrefix`). */
  readonly namePrefix: string;
  /** The KB file. */
  readonly file: Uint8Array<ArrayBuffer>;
  /** The trie over its names, as `encodeTrie` wrote it. */
  readonly trie: Uint8Array<ArrayBuffer>;
}
