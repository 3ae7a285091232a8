import { SeraphError } from '../errors.js';
import { openSections, packSections, type SectionFormat } from '../bytes/sections.js';
import type { Sha256 } from '../ids.js';
import { sliceAt, type Slices } from '../kb/slices.js';
import type { KbTables } from '../kb/tables.js';
import { Vocabulary, type WordRange } from './vocabulary.js';

/**
 * Ranks of a name for its concept, best first; each has one block of entries. Current concepts come before obsolete
 * ones, and in each preferred names before exact synonyms before all other synonyms.
 */
export const BLOCKS = 6;
/** Blocks of current concepts. */
export const CURRENT_BLOCKS = 3;

/** Whether the block is one of names that do not mean just the concept: broader ones and the like. */
export function isOtherBlock(block: number): boolean {
  return block % CURRENT_BLOCKS === CURRENT_BLOCKS - 1;
}

/** What the header says of an index. */
export interface SearchIndexFacts {
  /** Of the knowledge base that it belongs to; null for what the curator added. */
  readonly kbHash: Sha256 | null;
  readonly conceptCount: number;
  readonly nameCount: number;
  /** The entries of block b are `blockStarts[b] .. blockStarts[b + 1])`. */
  readonly blockStarts: readonly number[];
  /** Most words of a name. */
  readonly mostWords: number;
  /** Of the table of ids: it has 2^bits lists. */
  readonly idBits: number;
  /** Group and semantic types, by kind. */
  readonly kinds: readonly (readonly string[])[];
}

/**
 * A frozen index for search. An *entry* is a name as one concept has it. Entries are numbered best first: by block,
 * then length of the name, then concept, then name. So of any entries the lowest numbers are the answer.
 */
export interface SearchIndex {
  readonly facts: SearchIndexFacts;
  readonly entryCount: number;
  /** Entry to name and concept. */
  readonly names: Uint32Array;
  readonly concepts: Uint32Array;
  /** Entries in order of their search key, those with equal keys ascending. */
  readonly byKey: Uint32Array;
  readonly vocabulary: Vocabulary;
  /** Entry to its words, and word to its entries, ascending. */
  readonly words: Slices;
  readonly postings: Slices;
  /** Concept to its entries, ascending. */
  readonly ofConcept: Slices;
  /** Concept to its kind. */
  readonly kinds: Uint32Array;
  /** `idBucket` to the concepts with such an id or alias. */
  readonly ids: Slices;
  /** The letters and starts of the vocabulary, to store them. */
  readonly letters: Uint16Array;
  readonly letterStarts: Uint32Array;
}

export type SearchIndexParts = Omit<SearchIndex, 'vocabulary' | 'entryCount'>;

export function createSearchIndex(parts: SearchIndexParts): SearchIndex {
  return {
    ...parts,
    entryCount: parts.names.length,
    vocabulary: new Vocabulary(parts.letters, parts.letterStarts),
  };
}

/** Whether one of the entry's words is in the ranges, which ascend. */
export function hasWordIn({ words }: SearchIndex, entry: number, ranges: readonly WordRange[]): boolean {
  const end = words.starts[entry + 1] ?? 0;
  for (let at = words.starts[entry] ?? 0; at < end; at++) {
    const word = words.values[at] ?? 0;
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ranges[middle]?.to ?? 0) <= word) low = middle + 1;
      else high = middle;
    }
    const range = ranges[low];
    if (range !== undefined && range.from <= word) return true;
  }
  return false;
}

/** How many entries the words of the ranges have, counted once for each word. */
export function postingCount({ postings }: SearchIndex, ranges: readonly WordRange[]): number {
  return ranges.reduce(
    (sum, { from, to }) => sum + (postings.starts[to] ?? 0) - (postings.starts[from] ?? 0),
    0,
  );
}

const FORMAT: SectionFormat = { magic: 'SRPHFIND', version: 1, what: 'search index' };
const SLICES = ['words', 'postings', 'ofConcept', 'ids'] as const;
const ARRAYS = ['names', 'concepts', 'byKey', 'kinds', 'letterStarts'] as const;

/** As bytes to store: the container of `bytes/sections.ts` with `facts` as its description. */
export function encodeSearchIndex(index: SearchIndex): Uint8Array<ArrayBuffer> {
  return packSections(FORMAT, index.facts, {
    ...Object.fromEntries(ARRAYS.map((name) => [name, index[name]])),
    ...Object.fromEntries(
      SLICES.flatMap((name) => [
        [`${name}.starts`, index[name].starts],
        [`${name}.values`, index[name].values],
      ]),
    ),
    letters: index.letters,
  });
}

/**
 * Opens a stored index in place: only its header is read.
 *
 * @param kbHash of the knowledge base that the tables are of
 * @throws {SeraphError} `bad-format`, `bad-version`, `bad-hash`; also when it belongs to other tables
 */
export function openSearchIndex(
  bytes: Uint8Array,
  kbHash: Sha256 | null,
  { names, concepts }: KbTables,
): SearchIndex {
  const sections = openSections(bytes, FORMAT);
  const u32 = (name: string): Uint32Array => sections.u32(name);
  // The header's checksum and version stand for its shape.
  const facts = sections.about as SearchIndexFacts;
  const expected = [kbHash, concepts.conceptCount, names.nameCount].join(' ');
  const got = [facts.kbHash, facts.conceptCount, facts.nameCount].join(' ');
  if (got !== expected) {
    throw new SeraphError(
      'bad-hash',
      'The stored search index belongs to another knowledge base. Your decisions and documents are safe. Build it again from the knowledge base.',
      { expected, got },
    );
  }
  const slices = (name: string): Slices => ({ starts: u32(`${name}.starts`), values: u32(`${name}.values`) });
  return createSearchIndex({
    facts,
    names: u32('names'),
    concepts: u32('concepts'),
    byKey: u32('byKey'),
    kinds: u32('kinds'),
    letters: sections.u16('letters'),
    letterStarts: u32('letterStarts'),
    words: slices('words'),
    postings: slices('postings'),
    ofConcept: slices('ofConcept'),
    ids: slices('ids'),
  });
}

/** Reads all bytes. @throws {SeraphError} `bad-format`, `bad-version`, `bad-hash` */
export function verifySearchIndex(bytes: Uint8Array): void {
  openSections(bytes, FORMAT).verify();
}

/** Entries of a concept, best first. A view. */
export function entriesOf({ ofConcept }: SearchIndex, concept: number): Uint32Array {
  return sliceAt(ofConcept, concept);
}
