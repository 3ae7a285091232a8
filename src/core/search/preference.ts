import type { Sha256 } from '../ids.js';
import type { SearchPart } from './kb-search.js';

/** What to put first: what a mention of this type is linked to. */
export interface Preferred {
  /** Semantic group. */
  readonly type: string;
  /** The knowledge bases chosen for it, the first one first. */
  readonly kbs: readonly Sha256[];
}

/** How much each concept of a part is preferred: 0 is most, of `GRADES`. */
export interface Preference {
  gradeOf(concept: number): number;
  /** Those that occur in the part. */
  readonly grades: readonly number[];
}

export const GRADES = 4;

const NONE: Preference = { gradeOf: () => 0, grades: [0] };

/**
 * Concepts of the chosen knowledge bases go before others, and in both those of the type. What the curator added counts
 * as chosen: it is in no knowledge base.
 */
export function preferenceIn({ index, space }: SearchPart, preferred: Preferred | null): Preference {
  if (preferred === null) return NONE;
  const { kbHash, kinds } = index.facts;
  const chosen = new Set<Sha256 | null>(preferred.kbs).add(null);
  const byKind = kinds.map(([group]) => (group === preferred.type ? 0 : 1));
  const byType = (concept: number): number => byKind[index.kinds[concept] ?? 0] ?? 1;
  if (kbHash === null) {
    // Names that were added to concepts of any knowledge base.
    const byKb = (concept: number) => (chosen.has(space.kbHashOf(space.numberOf(concept))) ? 0 : 2);
    return {
      gradeOf: (concept) => byKb(concept) + byType(concept),
      grades: Array.from({ length: GRADES }, (_, grade) => grade),
    };
  }
  const first = chosen.has(kbHash) ? 0 : 2;
  return {
    gradeOf: (concept) => first + byType(concept),
    grades: [...new Set(byKind)].map((grade) => first + grade),
  };
}

/** Of concepts that count as one, that of the first knowledge base that is chosen; else the one that stands for all. */
export function shownFor({ space }: SearchPart, number: number, preferred: Preferred | null): number {
  if (preferred === null) return number;
  const members = space.membersOf(number);
  for (const kb of preferred.kbs) {
    const own = members.find((member) => space.kbHashOf(member) === kb);
    if (own !== undefined) return own;
  }
  return number;
}
