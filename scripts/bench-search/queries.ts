import type { NameTable } from '../../src/core/kb/tables.js';
import type { ConceptTable } from '../../src/core/kb/tables.js';
import { searchKey, wordsOf } from '../../src/core/search/search-key.js';

export const KINDS = ['letter by letter', 'id', 'words in another order', 'one typo'] as const;
export type Kind = (typeof KINDS)[number];

export interface BenchQuery {
  readonly kind: Kind;
  readonly query: string;
  /** The number of the concept that is looked for. */
  readonly concept: number;
}

/** Nobody types more of a name. */
const TYPED = 40;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/**
 * Queries about a seeded sample of names, one of each concept drawn: every beginning of it, the concept's id in several
 * forms, its words in another order, and the name with one typo in a word of 4 letters or more.
 */
export function benchQueries(
  names: NameTable,
  concepts: ConceptTable,
  count: number,
  random: () => number,
): readonly BenchQuery[] {
  const below = (end: number): number => Math.floor(random() * end);
  const queries: BenchQuery[] = [];
  for (let drawn = 0; drawn < count; drawn++) {
    const name = below(names.nameCount);
    const concept = names.conceptsOf(name)[0] ?? 0;
    const add = (kind: Kind, query: string): void => void queries.push({ kind, query, concept });
    const text = names.nameAt(name).slice(0, TYPED);
    for (let end = 1; end <= text.length; end++) add('letter by letter', text.slice(0, end));
    const id = concepts.idAt(concept);
    for (const form of [id, id.toLowerCase(), `MESH:${id}`]) add('id', form);
    const words = [...wordsOf(searchKey(names.nameAt(name)))];
    if (words.length > 1) add('words in another order', shuffled(words, below).join(' '));
    const long = words.filter((word) => word.length >= 4);
    const word = long[below(long.length)];
    if (word !== undefined) {
      add('one typo', words.map((each) => (each === word ? withTypo(word, below) : each)).join(' '));
    }
  }
  return queries;
}

/** Fisher and Yates. */
function shuffled(words: readonly string[], below: (end: number) => number): string[] {
  const order = [...words];
  for (let last = order.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [order[last], order[other]] = [order[other] ?? '', order[last] ?? ''];
  }
  return order;
}

function withTypo(word: string, below: (end: number) => number): string {
  const at = below(word.length - 1);
  const letter = LETTERS[below(LETTERS.length)] ?? '';
  const [before, here, next] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1)];
  switch (below(4)) {
    case 0:
      return before + letter + here + next;
    case 1:
      return before + next;
    case 2:
      return before + letter + next;
    default:
      return before + next.slice(0, 1) + here + next.slice(1);
  }
}
