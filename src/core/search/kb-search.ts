import type { ConceptId, Sha256 } from '../ids.js';
import type { Concept } from '../kb/knowledge-base.js';
import type { KbTables, NameRole } from '../kb/tables.js';
import type { SearchIndex } from './search-index.js';

/** Ways to match, best first. */
export const WAYS = ['id', 'exact', 'prefix', 'words', 'typo'] as const;
export type Way = (typeof WAYS)[number];

export interface SearchRequest {
  /** What the curator typed: an id (any case, with or without a prefix such as `MESH:`), a name, or words of one. */
  readonly query: string;
  readonly limit: number;
  /** Only concepts with one of these semantic groups or types; empty for all. */
  readonly types: readonly string[];
  /** Only these concepts and everything below them; empty for all. */
  readonly branches: readonly ConceptId[];
  /** Whether to show obsolete concepts too, last in each way. */
  readonly withObsolete: boolean;
  /** How often the project uses a concept; none where it is not named. */
  readonly uses: ReadonlyMap<ConceptId, number>;
}

export interface SearchHit {
  readonly concept: Concept;
  /** The name that matched, as written; the preferred name where the id matched. */
  readonly matched: string;
  /** How the concept has that name. */
  readonly role: NameRole;
  readonly how: Way;
  /** Of the part that the hit is from; null for what the curator added. */
  readonly kbHash: Sha256 | null;
  readonly uses: number;
}

/** A knowledge base, or what the curator added, as search sees it. */
export interface SearchPart {
  /** Made from these tables; its `kbHash` says whose hits they are. */
  readonly index: SearchIndex;
  readonly tables: KbTables;
  /** Says of a concept's number whether it is in use; null when all are. */
  readonly filter: ((conceptIndex: number) => boolean) | null;
}

/** A request that asks for nothing but a query. */
export function plainRequest(query: string, limit: number): SearchRequest {
  return { query, limit, types: [], branches: [], withObsolete: false, uses: new Map() };
}
