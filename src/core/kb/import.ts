/** What is said between the curator and a reader of a knowledge base's own format, before and after an import. */
import type { Sha256 } from '../ids.js';
import type { Concept, KbDescription, KbInfo } from './knowledge-base.js';

/** Something that can be switched: a language, a source, a semantic type. */
export interface FilterValue {
  readonly value: string;
  /** In words, where the value is a code. */
  readonly label: string;
  /** How often it was met in what was looked at. */
  readonly count: number;
}

export interface ImportFilter {
  /** `language`, `source`, `semantic-type`, `suppressed`, `permuted`, `term-type` … */
  readonly id: string;
  readonly label: string;
  readonly values: readonly FilterValue[];
  /** Values that are on when nothing is chosen. */
  readonly chosen: readonly string[];
}

/** Columns of a table, for the wizard. */
export interface TableShape {
  readonly separator: string;
  readonly columns: readonly string[];
  /** The first rows as read. */
  readonly rows: readonly (readonly string[])[];
  readonly mapping: ColumnMapping;
}

/** What a column means: index from 0, or null when there is none. */
export interface ColumnMapping {
  readonly id: number | null;
  readonly name: number | null;
  readonly synonyms: number | null;
  readonly synonymSeparator: string;
  readonly definition: number | null;
  readonly type: number | null;
  readonly parents: number | null;
  readonly obsolete: number | null;
  readonly hasHeader: boolean;
}

/** What is known before an import, from the beginning of the files: for the curator to look at and change. */
export interface ImportPreview {
  readonly format: string;
  /** "OBO 1.4, HPO, release 2025-01-16". */
  readonly recognised: string;
  readonly description: KbDescription;
  /** The first concepts as they would be read. */
  readonly concepts: readonly Concept[];
  readonly filters: readonly ImportFilter[];
  /** Only for tables. */
  readonly table: TableShape | null;
  readonly remarks: readonly ImportLine[];
}

/** What the curator decided on. */
export interface ImportChoice {
  readonly format: string;
  readonly description: KbDescription;
  /** Values that are on, by filter; a filter that is not named keeps its own. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly mapping: ColumnMapping | null;
  /** Group of concepts whose type says nothing: the type of mention they are for. */
  readonly group: string;
}

/** A part that was skipped or changed, and why. */
export interface ImportLine {
  readonly file: string;
  /** From 1; null when no single line is meant. */
  readonly line: number | null;
  readonly why: string;
}

/** Remarks of one kind. */
export interface ImportReason {
  readonly why: string;
  readonly count: number;
  /** The first of them. */
  readonly lines: readonly ImportLine[];
}

/** A knowledge base in this browser. */
export interface InstalledKb {
  readonly hash: Sha256;
  readonly info: KbInfo;
  readonly origin: 'library' | 'import';
  /** Of its file as stored. */
  readonly bytes: number;
  /** ISO 8601, UTC. */
  readonly installedAt: string;
  /** Semantic groups with how many concepts each has. */
  readonly groups: Readonly<Record<string, number>>;
  /** What was skipped when it was imported; empty for the library's. */
  readonly skipped: readonly ImportReason[];
}

/** What became of a concept between two versions of a knowledge base. */
export interface ConceptChange {
  readonly before: Pick<Concept, 'id' | 'name'>;
  readonly kind: 'same' | 'renamed' | 'merged' | 'obsolete' | 'vanished';
  /** Its concept in the new version: itself, what it was merged into, or what replaces it; null when nothing does. */
  readonly after: Pick<Concept, 'id' | 'name'> | null;
  /** Other concepts that may be meant instead. */
  readonly consider: readonly Pick<Concept, 'id' | 'name'>[];
}
