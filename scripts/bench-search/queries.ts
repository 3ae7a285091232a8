import type { ConceptId } from '../../src/core/ids.js';
import type { KbTables } from '../../src/core/kb/tables.js';
import { plainRequest, type SearchRequest } from '../../src/core/search/kb-search.js';
import { searchKey, wordsOf } from '../../src/core/search/search-key.js';

export const KINDS = [
  'letter by letter',
  'id',
  'words in another order',
  'one typo',
  'with used concepts',
  'in a group',
  'in a branch',
] as const;
export type Kind = (typeof KINDS)[number];

export interface BenchQuery {
  readonly kind: Kind;
  readonly request: SearchRequest;
  /** The number of the concept that is looked for. */
  readonly concept: number;
}

/** Nobody types more of a name. */
const TYPED = 40;
/** Concepts that a project uses. */
const USED = 1000;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/**
 * Queries about a seeded sample of names, one of each concept drawn: every beginning of it, the concept's id in several
 * forms, its words in another order, the name with one typo in a word of 4 letters or more, and some beginning of it with
 used concepts, in the concept's group and in its branch.
 *
 * @param limit hits asked for
 */
export function benchQueries(
  { names, concepts }: KbTables,
  count: number,
  limit: number,
  random: () => number,
): readonly BenchQuery[] {
  const below = (end: number): number => Math.floor(random() * end);
  const queries: BenchQuery[] = [];
  const uses = new Map<ConceptId, number>(
    Array.from({ length: USED }, () => [concepts.idAt(below(concepts.conceptCount)), 1 + below(9)]),
  );
  for (let drawn = 0; drawn < count; drawn++) {
    const name = below(names.nameCount);
    const concept = names.conceptsOf(name)[0] ?? 0;
    const add = (kind: Kind, query: string, more: Partial<SearchRequest> = {}): void =>
      void queries.push({ kind, concept, request: { ...plainRequest(query, limit), ...more } });
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
    const beginning = text.slice(0, 1 + below(text.length));
    add('with used concepts', beginning, { uses });
    add('in a group', beginning, { types: [concepts.groupAt(concept)] });
    add('in a branch', beginning, { branches: [concepts.idAt(concepts.parentsOf(concept)[0] ?? concept)] });
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
