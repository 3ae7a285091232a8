import type { DBSchema } from 'idb';
import type { DecisionEvent } from '../core/decision/events.js';
import type { DocumentId, EventId, Sha256 } from '../core/ids.js';
import type { InstalledKb } from '../core/kb/import.js';
import type { ProjectEvent } from '../core/project/events.js';
import type { Suggestions } from '../core/repositories.js';
import type { SourceDocument } from '../core/text/document.js';

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
}
