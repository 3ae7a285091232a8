/** What storage needs of file formats, which it does not know: the workers give the real ones. */
import type { Sha256 } from '../../core/ids.js';
import type { ImportChoice, ImportLine, ImportPreview, ImportReason } from '../../core/kb/import.js';
import type { Concept, KbDescription, KbInfo } from '../../core/kb/knowledge-base.js';
import type { AbortSignalLike } from '../../core/progress.js';

/** A line of the list of knowledge bases on a server. */
export interface ListedKb extends Omit<KbInfo, 'attribution' | 'linkTemplate'> {
  /** Relative to the list. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: Sha256;
  readonly groups: Readonly<Record<string, number>>;
}

export interface KbFileWriting {
  add(concept: Concept): void;
  /** @param nameCount distinct normalised names */
  finish(nameCount: number): void;
}

export interface KbFormats {
  /** @throws {SeraphError} `bad-format` */
  parseList(text: string): readonly ListedKb[];
  /**
   * Reads a knowledge base's file.
   *
   * @param add takes each concept; false when one with its id came before
   * @throws {SeraphError} `bad-format`, `bad-version`, `too-large`, and what the pieces throw
   */
  readFile(pieces: AsyncIterable<Uint8Array>, add: (concept: Concept) => boolean): Promise<KbInfo>;
  /** Writes one. @param sink takes its bytes, in order */
  writeFile(description: KbDescription, sink: (bytes: Uint8Array) => void): KbFileWriting;
  /** Loaded when it is needed first. */
  importing(): Promise<KbImporting>;
}

/** Remarks of an import. */
export interface ImportRemarks {
  add(line: ImportLine): void;
  reasons(): readonly ImportReason[];
}

export interface ImportingWatch {
  readonly signal?: AbortSignalLike;
  readonly onBytes?: (done: number) => void;
}

/** Every format that can be imported. */
export interface KbImporting {
  /** @param format null: as recognised */
  preview(
    files: readonly File[],
    format: string | null,
    choice: ImportChoice | null,
    watch: ImportingWatch,
  ): Promise<ImportPreview>;
  read(
    files: readonly File[],
    choice: ImportChoice,
    remarks: ImportRemarks,
    watch: ImportingWatch,
  ): Promise<AsyncIterable<Concept>>;
  remarks(): ImportRemarks;
}
