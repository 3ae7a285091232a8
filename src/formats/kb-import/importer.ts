/** What every reader of a knowledge base's own format does, and what it gets. Readers stream: memory must not grow with the file. */
import type { ImportChoice, ImportLine, ImportPreview } from '../../core/kb/import.js';
import type { Concept } from '../../core/kb/knowledge-base.js';
import type { AbortSignalLike } from '../../core/progress.js';

/** A file as the curator gave it, or one inside a zip. Decompressed on the way where the name or the bytes say gzip. */
export interface ImportFile {
  /** With the path inside a zip. */
  readonly name: string;
  /** In bytes as stored; null when unknown. */
  readonly size: number | null;
  /**
   * Unpacked, from the start, each time it is called.
   *
   * @param onStored told how many more bytes, as stored, were read
   * @throws {SeraphError} `bad-format` when damaged, `too-large` when it unpacks to far more than it should
   */
  open(onStored?: (more: number) => void): AsyncIterable<Uint8Array>;
}

/** Collects remarks without growing: counts all, keeps the first of each reason. */
export interface ImportReport {
  add(line: ImportLine): void;
}

export interface ImportWatch {
  readonly signal?: AbortSignalLike;
  /** Bytes of the files read so far. */
  readonly onBytes?: (done: number) => void;
  /**
   * Only about so many concepts are wanted, for a preview: what takes whole files to know, such as parents that come
   * later, may be left out.
   */
  readonly first?: number;
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
