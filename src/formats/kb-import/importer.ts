/** What every reader of a knowledge base's own format does, and what it gets. Readers stream: memory must not grow with the file. */
import type { Concept, KbDescription } from '../../core/kb/knowledge-base.js';
import type { AbortSignalLike } from '../../core/progress.js';

/** A file as the curator gave it, or one inside a zip. Decompressed on the way where the name or the bytes say gzip. */
export interface ImportFile {
  /** With the path inside a zip. */
  readonly name: string;
  /** In bytes as stored; null when unknown. */
  readonly size: number | null;
  /** From the start, each time it is called. */
  open(): AsyncIterable<Uint8Array>;
}

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

/** Collects remarks without growing: counts all, keeps the first of each reason. */
export interface ImportReport {
  add(line: ImportLine): void;
}

export interface ImportWatch {
  readonly signal?: AbortSignalLike;
  /** Bytes of the files read so far. */
  readonly onBytes?: (done: number) => void;
}

export interface KbImporter {
  readonly id: string;
  /** "OBO", "UMLS (RRF)". */
  readonly label: string;
  /** How sure it is that these files are its own, 0 to 1, from their names and first bytes. */
  recognise(files: readonly ImportFile[], heads: ReadonlyMap<string, string>): number;
  /** Reads the beginning. @throws {SeraphError} `bad-format` */
  preview(files: readonly ImportFile[], watch: ImportWatch): Promise<ImportPreview>;
  /**
   * Gives every concept once. Bad parts are reported and skipped; what cannot go on throws.
   *
   * @throws {SeraphError} `bad-format` (with file and line), `too-large`, `aborted`
   */
  read(
    files: readonly ImportFile[],
    choice: ImportChoice,
    report: ImportReport,
    watch: ImportWatch,
  ): AsyncIterable<Concept>;
}
