import type { ConceptId, Sha256 } from '../ids.js';
import type { Concept } from '../kb/knowledge-base.js';
import type { ConceptTable, KbTables, NameRole } from '../kb/tables.js';
import type { MappedConcept } from '../kb/view/mapped.js';
import type { Preferred } from './preference.js';
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
  /** What goes first on equal evidence; null for nothing. */
  readonly preferred: Preferred | null;
}

export interface SearchHit {
  readonly concept: Concept;
  /**
   * The name that matched, as written, which may be one that only a concept of `alsoIn` has; the preferred name where the
   * id matched.
   */
  readonly matched: string;
  /** How the concept that matched has that name. */
  readonly role: NameRole;
  readonly how: Way;
  /** Of the knowledge base that the concept is from; null for one that the curator added. */
  readonly kbHash: Sha256 | null;
  /** Of all concepts that count as this one. */
  readonly uses: number;
  /** Concepts of other knowledge bases that count as this one; absent when there are none. */
  readonly alsoIn?: readonly MappedConcept[];
}

/** What the concepts of a part are among those of all parts: as what they are shown, and what counts as one. */
export interface SearchSpace {
  readonly concepts: ConceptTable;
  /** Number here of the part's concept with this number. */
  numberOf(own: number): number;
  /** Number in the part of the concept with this number; -1 for one of another part. */
  ownOf(number: number): number;
  /** The concept that is shown for this one. */
  sameAs(number: number): number;
  /** All that a concept is shown for, itself among them. */
  membersOf(shown: number): readonly number[];
  /** The knowledge base of a concept; null for what the curator added. */
  kbHashOf(number: number): Sha256 | null;
}

/** A knowledge base, or what the curator added, as search sees it. Concepts are numbered as the tables do. */
export interface SearchPart {
  /** Made from tables with the same names and concepts. */
  readonly index: SearchIndex;
  readonly tables: KbTables;
  /** Says whether a concept is not to be found by a name; null when none is. */
  readonly isBlocked: ((nameIndex: number, conceptIndex: number) => boolean) | null;
  readonly space: SearchSpace;
}

/** A knowledge base by itself. */
export function partAlone(index: SearchIndex, tables: KbTables): SearchPart {
  return {
    index,
    tables,
    isBlocked: null,
    space: {
      concepts: tables.concepts,
      numberOf: (own) => own,
      ownOf: (number) => number,
      sameAs: (number) => number,
      membersOf: (shown) => [shown],
      kbHashOf: () => index.facts.kbHash,
    },
  };
}

/** A request that asks for nothing but a query. */
export function plainRequest(query: string, limit: number): SearchRequest {
  return { query, limit, types: [], branches: [], withObsolete: false, uses: new Map(), preferred: null };
}
