import type { ConceptId, Sha256 } from '../ids.js';
import type { Concept } from '../kb/knowledge-base.js';
import type { ConceptTable, KbTables, NameRole } from '../kb/tables.js';
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
  /** Of the knowledge base that the concept is from; null for one that the curator added. */
  readonly kbHash: Sha256 | null;
  readonly uses: number;
}

/** A tree of concepts that a part's own belong to. */
export interface SearchTree {
  readonly concepts: ConceptTable;
  /** Number in the tree of the part's concept with this number. */
  numberOf(conceptIndex: number): number;
}

/** A knowledge base, or what the curator added, as search sees it. Concepts are numbered as the tables do. */
export interface SearchPart {
  /** Made from tables with the same names and concepts. */
  readonly index: SearchIndex;
  readonly tables: KbTables;
  /** Says whether a concept is in use; null when all are. */
  readonly filter: ((conceptIndex: number) => boolean) | null;
  /** What branches are of. */
  readonly tree: SearchTree;
  /** The knowledge base of a concept; null for what the curator added. */
  kbHashOf(conceptIndex: number): Sha256 | null;
}

/** A knowledge base by itself. */
export function partAlone(
  index: SearchIndex,
  tables: KbTables,
  filter: SearchPart['filter'] = null,
): SearchPart {
  return {
    index,
    tables,
    filter,
    tree: { concepts: tables.concepts, numberOf: (conceptIndex) => conceptIndex },
    kbHashOf: () => index.facts.kbHash,
  };
}

/** A request that asks for nothing but a query. */
export function plainRequest(query: string, limit: number): SearchRequest {
  return { query, limit, types: [], branches: [], withObsolete: false, uses: new Map() };
}
