import type { PairSide } from './pairs.js';
import type { Sha256 } from '../ids.js';

/** A preference pair from a file: of another tab, another curator, or any program that writes the layout. */
export interface ImportedPair {
  /** See `pairKey`. */
  readonly key: string;
  readonly mentionText: string;
  readonly longForm: string | null;
  readonly contextBefore: string;
  readonly contextAfter: string;
  readonly mentionType: string;
  readonly chosen: PairSide;
  readonly rejected: PairSide;
  /** As the file says; null where it says nothing. */
  readonly documentId: string | null;
  readonly decisionId: string | null;
  readonly time: string | null;
  readonly curator: string | null;
  readonly modelHash: Sha256 | null;
  readonly kbHash: Sha256 | null;
  /** Name of the file it came with. */
  readonly file: string;
}
