import type { DBSchema } from 'idb';
import type { AdapterVersion } from '../core/adapter/version.js';
import type { DecisionEvent } from '../core/decision/events.js';
import type { DocumentId, EventId, Sha256 } from '../core/ids.js';
import type { InstalledKb } from '../core/kb/import.js';
import type { ImportedPair } from '../core/preference/imported-pair.js';
import type { ProjectEvent } from '../core/project/events.js';
import type { ReferenceScores, Suggestions } from '../core/repositories.js';
import type { SourceDocument } from '../core/text/document.js';
import type { Checkpoint } from '../core/training/checkpoint.js';
import type { TrainingJob } from '../core/training/job.js';

export const DATABASE_NAME = 'seraph';

/** What a group of shards holds; written last, so that a group without one does not exist. */
export interface ShardManifest {
  readonly key: string;
  /** Which of the key's shards are the group's: each writing has an id of its own. */
  readonly generation: string;
  /** The key that the shards lie under, where it is not the group's own. */
  readonly under?: string;
  /** Lengths in bytes; sections lie one after the other across the shards. */
  readonly sections: readonly { readonly name: string; readonly bytes: number }[];
  readonly shards: readonly { readonly bytes: number; readonly sha256: Sha256 }[];
  readonly meta: ShardMeta;
}

/** Small facts that belong to a group of shards. */
export type ShardMeta = Readonly<Record<string, string | number>>;

/** How far a run came; of one that is no longer kept it means nothing. */
export interface KeptCheckpoint {
  readonly runId: TrainingJob['id'];
  readonly checkpoint: Checkpoint;
}

/** The key in a store that holds one value at most. */
export const ONLY = 'only';

/** The current shape of the database: what the last migration leaves. */
export interface SeraphSchema extends DBSchema {
  /** Key: the event's sequence. */
  events: { key: number; value: DecisionEvent; indexes: { id: EventId } };
  /** Key: a rising number, so that the order of keys is the order added. */
  documents: { key: number; value: SourceDocument; indexes: { id: DocumentId } };
  suggestions: { key: DocumentId; value: Suggestions };
  settings: { key: string; value: string };
  /** Key: the group's key, the generation and the shard's position. */
  shards: { key: [key: string, generation: string, position: number]; value: ArrayBuffer };
  manifests: { key: string; value: ShardManifest };
  /** Key: the hash of the knowledge base's file. */
  knowledgeBases: { key: Sha256; value: InstalledKb };
  /** Key: the event's sequence. */
  projectEvents: { key: number; value: ProjectEvent; indexes: { id: EventId } };
  /** Key: the hash of the version's file. */
  versions: { key: Sha256; value: AdapterVersion; indexes: { time: string } };
  /** `adapter_model.safetensors`. Key: its hash. */
  versionFiles: { key: Sha256; value: ArrayBuffer };
  /** The one run of training that is under way or waits. Key: `ONLY`. */
  run: { key: typeof ONLY; value: TrainingJob };
  /** Key: `ONLY`. */
  runCheckpoint: { key: typeof ONLY; value: KeptCheckpoint };
  /** Key: the hash of the base model and the key of the pair, with a space between. */
  references: { key: string; value: ReferenceScores };
  /** Key: a rising number, so that the order of keys is the order added. */
  importedPairs: { key: number; value: ImportedPair; indexes: { key: string } };
  /** Key: a rising number. */
  goldDocuments: { key: number; value: SourceDocument };
}
