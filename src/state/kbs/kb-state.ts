/** What the screen shows of knowledge bases: those at hand, the project that uses them, an import, a change of version. */
import type { ConceptId, DocumentId, Sha256 } from '../../core/ids.js';
import type { ConceptChange, ImportChoice, ImportPreview, InstalledKb } from '../../core/kb/import.js';
import type { OfferedKb } from '../../core/kb/offered.js';
import type { Progress } from '../../core/progress.js';
import type { ProjectEvent } from '../../core/project/events.js';
import type { Project } from '../../core/project/project.js';
import type { ImportOutcome, Neighbours, OpenedProject, PlacedConcept } from '../../rpc/protocol.js';

export interface KbLibrary {
  /** Null until the list was read (`openLibrary`). */
  readonly offered: readonly OfferedKb[] | null;
  /** Why the list could not be read, or null. */
  readonly failed: string | null;
  /** Those on their way, by the hash of their file. */
  readonly installing: ReadonlyMap<Sha256, Progress>;
  /** In the order they were installed. */
  readonly installed: readonly InstalledKb[];
  /** Bytes that each takes in this browser's storage, with all that was made of it. */
  readonly sizes: ReadonlyMap<Sha256, number>;
}

/** The curator's own files on their way in. */
export interface ImportDraft {
  readonly files: readonly File[];
  readonly step: 'reading' | 'preview' | 'importing' | 'done';
  /** Null while the beginning is read for the first time, or where it could not be. */
  readonly preview: ImportPreview | null;
  /** What the curator decided so far; as the preview proposes at first. */
  readonly choice: ImportChoice | null;
  /** Of the import under way. */
  readonly progress: Progress | null;
  readonly outcome: ImportOutcome | null;
  /** Why the last step went wrong, in words, or null. */
  readonly failed: string | null;
}

/** A concept that decisions name, what became of it, and how much hangs on it. */
export interface MigrationLine extends ConceptChange {
  /** Mentions whose decision names it. */
  readonly mentions: number;
  readonly documents: readonly DocumentId[];
}

/** A newer version on its way into the place of another. */
export interface Migration {
  readonly before: Sha256;
  readonly after: Sha256;
  /** Null while the two are compared. Those that stay the same are left out. */
  readonly lines: readonly MigrationLine[] | null;
  /** Concepts with decisions that are the same in both. */
  readonly unchanged: number;
  readonly failed: string | null;
}

/** What is to be done with each concept of `Migration.lines`: the concept it becomes; those not named stay. */
export type MigrationSelection = ReadonlyMap<ConceptId, Pick<PlacedConcept, 'id' | 'name'>>;

export interface KbState {
  readonly library: KbLibrary;
  /** The knowledge base that the project uses until the curator chooses; null until it is known. */
  readonly starter: Sha256 | null;
  readonly project: Project;
  readonly projectEvents: readonly ProjectEvent[];
  /** The project's knowledge bases once they are read. */
  readonly opened: OpenedProject | null;
  /** Concepts fetched for cards. */
  readonly concepts: ReadonlyMap<ConceptId, PlacedConcept>;
  /** What was fetched for the tree. */
  readonly neighbours: ReadonlyMap<ConceptId, Neighbours>;
  readonly importing: ImportDraft | null;
  readonly migration: Migration | null;
}

export const NO_KBS: KbState = {
  library: { offered: null, failed: null, installing: new Map(), installed: [], sizes: new Map() },
  starter: null,
  project: { scopes: [], overlay: { synonyms: [], concepts: [], blocked: [] } },
  projectEvents: [],
  opened: null,
  concepts: new Map(),
  neighbours: new Map(),
  importing: null,
  migration: null,
};
