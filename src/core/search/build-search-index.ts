import { NumberList } from '../bytes/number-list.js';
import type { Sha256 } from '../ids.js';
import { slicesInSteps, type Slices } from '../kb/slices.js';
import type { KbTables, NameRole } from '../kb/tables.js';
import type { Progress } from '../progress.js';
import { idBucket, idFormOf } from './id-forms.js';
import { BLOCKS, CURRENT_BLOCKS, createSearchIndex, type SearchIndex } from './search-index.js';
import { searchKey, wordsOf } from './search-key.js';
import { sortedOrder } from './sorting.js';
import type { Steps } from '../steps.js';

const STRIDE = 4096;
const TASK = 'Preparing the search';

/** Every pair of a name and a concept that has it. */
interface Entries {
  readonly names: Uint32Array;
  readonly concepts: Uint32Array;
  /** Into the blocks of `SearchIndex`. */
  readonly blocks: Uint32Array;
}

/**
 * Builds the index of one knowledge base in steps (`finishInTurns`), in time about linear in the names. To stop, drop
 * the generator.
 *
 * @param kbHash null for what the curator added
 */
export function* buildSearchIndex(tables: KbTables, kbHash: Sha256 | null): Steps<SearchIndex> {
  const { nameCount } = tables.names;
  const { conceptCount } = tables.concepts;
  const listed = yield* listEntries(tables);
  const keys = yield* keysOf(tables);

  // Three stable passes, the weightiest last: concept, length, block.
  let order: Uint32Array | null = null;
  const entryAt = (k: number): number => (order === null ? k : (order[k] ?? 0));
  const keyLength = (entry: number): number => (keys[listed.names[entry] ?? 0] ?? '').length;
  const longest = keys.reduce((most, key) => Math.max(most, key.length), 0);
  const count = listed.names.length;
  let blocks: Slices | null = null;
  for (const [lists, listOf] of [
    [conceptCount, (entry: number) => listed.concepts[entry] ?? 0],
    [longest + 1, keyLength],
    [BLOCKS, (entry: number) => listed.blocks[entry] ?? 0],
  ] as const) {
    blocks = yield* slicesInSteps(lists, count, (k) => listOf(entryAt(k)), entryAt);
    order = blocks.values;
  }
  const names = new Uint32Array(count);
  const concepts = new Uint32Array(count);
  for (let entry = 0; entry < count; entry++) {
    names[entry] = listed.names[entryAt(entry)] ?? 0;
    concepts[entry] = listed.concepts[entryAt(entry)] ?? 0;
  }

  const words = yield* indexWords(keys, names);
  const { kindOf, kinds } = yield* kindsOf(tables);
  const idBits = Math.max(1, Math.ceil(Math.log2(conceptCount + 1)));
  return createSearchIndex({
    facts: {
      kbHash,
      conceptCount,
      nameCount,
      blockStarts: Array.from(blocks?.starts ?? []),
      mostWords: words.most,
      idBits,
      kinds,
    },
    names,
    concepts,
    byKey: yield* entriesByKey(keys, names),
    words: words.ofEntry,
    postings: words.postings,
    letters: words.letters,
    letterStarts: words.letterStarts,
    ofConcept: yield* slicesInSteps(
      conceptCount,
      count,
      (entry) => concepts[entry] ?? 0,
      (entry) => entry,
    ),
    kinds: kindOf,
    ids: yield* indexIds(tables, idBits),
  });
}

function* listEntries({ names, concepts }: KbTables): Steps<Entries> {
  const nameOf = new NumberList();
  const conceptOf = new NumberList();
  const blockOf = new NumberList();
  for (let name = 0; name < names.nameCount; name++) {
    const owners = names.conceptsOf(name);
    for (let place = 0; place < owners.length; place++) {
      const concept = owners[place] ?? 0;
      nameOf.push(name);
      conceptOf.push(concept);
      blockOf.push(rankOf(names.roleOf(name, place)) + (concepts.isObsolete(concept) ? CURRENT_BLOCKS : 0));
    }
    if (name % STRIDE === 0) yield progress(name, names.nameCount);
  }
  return { names: arrayOf(nameOf), concepts: arrayOf(conceptOf), blocks: arrayOf(blockOf) };
}

function arrayOf(list: NumberList): Uint32Array {
  const array = new Uint32Array(list.length);
  list.moveInto(array);
  return array;
}

function rankOf(role: NameRole): number {
  return role === 'preferred' ? 0 : role === 'exact' ? 1 : 2;
}

function* keysOf({ names }: KbTables): Steps<readonly string[]> {
  const keys: string[] = [];
  for (let name = 0; name < names.nameCount; name++) {
    keys.push(searchKey(names.nameAt(name)));
    if (name % STRIDE === 0) yield progress(name, names.nameCount);
  }
  return keys;
}

interface WordParts {
  readonly ofEntry: Slices;
  readonly postings: Slices;
  readonly letters: Uint16Array;
  readonly letterStarts: Uint32Array;
  readonly most: number;
}

/** @param names entry to name */
function* indexWords(keys: readonly string[], names: Uint32Array): Steps<WordParts> {
  const numberOf = new Map<string, number>();
  const spoken = new NumberList();
  const starts = new Uint32Array(names.length + 1);
  let most = 0;
  for (let entry = 0; entry < names.length; entry++) {
    const words = new Set(wordsOf(keys[names[entry] ?? 0] ?? ''));
    for (const word of words) {
      let number = numberOf.get(word);
      if (number === undefined) numberOf.set(word, (number = numberOf.size));
      spoken.push(number);
    }
    most = Math.max(most, words.size);
    starts[entry + 1] = spoken.length;
    if (entry % STRIDE === 0) yield progress(entry, names.length);
  }

  const texts = [...numberOf.keys()];
  const order = yield* sortedOrder(texts, TASK);
  const rank = new Uint32Array(texts.length);
  const letterStarts = new Uint32Array(texts.length + 1);
  for (let word = 0; word < order.length; word++) {
    const number = order[word] ?? 0;
    rank[number] = word;
    letterStarts[word + 1] = (letterStarts[word] ?? 0) + (texts[number] ?? '').length;
  }
  const letters = new Uint16Array(letterStarts[texts.length] ?? 0);
  for (let word = 0; word < order.length; word++) {
    const text = texts[order[word] ?? 0] ?? '';
    const start = letterStarts[word] ?? 0;
    for (let at = 0; at < text.length; at++) letters[start + at] = text.charCodeAt(at);
    if (word % STRIDE === 0) yield null;
  }

  const values = new Uint32Array(spoken.length);
  for (let at = 0; at < values.length; at++) {
    values[at] = rank[spoken.at(at)] ?? 0;
    if (at % STRIDE === 0) yield null;
  }
  let entry = 0;
  const postings = yield* slicesInSteps(
    texts.length,
    values.length,
    (k) => values[k] ?? 0,
    (k) => {
      // Called with k rising, so the entry that k belongs to only moves forward.
      while ((starts[entry + 1] ?? 0) <= k) entry++;
      return entry;
    },
  );
  return { ofEntry: { starts, values }, postings, letters, letterStarts, most };
}

function* entriesByKey(keys: readonly string[], names: Uint32Array): Steps<Uint32Array> {
  const order = yield* sortedOrder(keys, TASK);
  const ofName = yield* slicesInSteps(
    keys.length,
    names.length,
    (entry) => names[entry] ?? 0,
    (entry) => entry,
  );
  const sorted = new Uint32Array(names.length);
  let end = 0;
  let equalFrom = 0;
  for (let place = 0; place < order.length; place++) {
    const name = order[place] ?? 0;
    if (place > 0 && keys[name] !== keys[order[place - 1] ?? 0]) equalFrom = end;
    for (let at = ofName.starts[name] ?? 0; at < (ofName.starts[name + 1] ?? 0); at++) {
      sorted[end++] = ofName.values[at] ?? 0;
    }
    // Sorts a run of equal keys again with each name that joins it; runs are short.
    if (end - equalFrom > 1) sorted.subarray(equalFrom, end).sort();
    if (place % STRIDE === 0) yield progress(place, order.length);
  }
  return sorted;
}

function* kindsOf({ concepts }: KbTables): Steps<{
  readonly kindOf: Uint32Array;
  readonly kinds: readonly (readonly string[])[];
}> {
  const numberOf = new Map<string, number>();
  const kinds: (readonly string[])[] = [];
  const kindOf = new Uint32Array(concepts.conceptCount);
  for (let concept = 0; concept < concepts.conceptCount; concept++) {
    const kind = [concepts.groupAt(concept), ...concepts.semanticTypesOf(concept)];
    const text = JSON.stringify(kind);
    let number = numberOf.get(text);
    if (number === undefined) {
      number = kinds.push(kind) - 1;
      numberOf.set(text, number);
    }
    kindOf[concept] = number;
    if (concept % STRIDE === 0) yield progress(concept, concepts.conceptCount);
  }
  return { kindOf, kinds };
}

function* indexIds({ concepts }: KbTables, bits: number): Steps<Slices> {
  const buckets: number[] = [];
  const owners: number[] = [];
  for (let concept = 0; concept < concepts.conceptCount; concept++) {
    const ids = [concepts.idAt(concept), ...(concepts.at(concept)?.aliases ?? [])];
    for (const bucket of new Set(ids.map((id) => idBucket(idFormOf(id), bits)))) {
      buckets.push(bucket);
      owners.push(concept);
    }
    if (concept % STRIDE === 0) yield progress(concept, concepts.conceptCount);
  }
  return yield* slicesInSteps(
    2 ** bits,
    buckets.length,
    (k) => buckets[k] ?? 0,
    (k) => owners[k] ?? 0,
  );
}

function progress(done: number, total: number): Progress {
  return { task: TASK, done, total, unit: 'names' };
}
