import { namesOf, type Concept } from '../kb/knowledge-base.js';
import { normaliseName, type NameTable } from '../kb/name-table.js';
import { STOP_NAMES } from './stop-list.js';
import { beginnings, keyOf, wordsOf, type Word } from './words.js';

/** A name that may be found in a text. */
export interface IndexedName {
  /** Semantic group of the first concept that has the name. */
  readonly group: string;
  /** Only these capitals count: set for names that are short and all capitals. */
  readonly written: string | null;
}

/** Names by the keys of their words. Immutable; about one entry per name. */
export interface NameIndex {
  /** Names under the key of their words (`keyOf`). */
  readonly byKey: ReadonlyMap<string, readonly IndexedName[]>;
  /** Words in the longest name that begins with this word. */
  readonly longest: ReadonlyMap<string, number>;
}

/** Longer names are systematic chemical names, which no abstract writes the same way. */
const MAX_WORDS = 16;
const MAX_CAPITALS = 5;
const STOPPED: ReadonlySet<string> = new Set(STOP_NAMES.map((name) => keyOf(wordsOf(name))));

/** Indexes every name but those too short, too long, without a letter, or stopped. O(total length of names). */
export function buildNameIndex(
  names: NameTable,
  concepts: readonly Concept[],
  skip: (concept: Concept) => boolean,
): NameIndex {
  const capitals = shortCapitals(concepts);
  const byKey = new Map<string, IndexedName[]>();
  const longest = new Map<string, number>();
  names.names.forEach((name, index) => {
    const words = wordsOf(name);
    if (words.length === 0 || words.length > MAX_WORDS || !isFindable(name)) return;
    const key = keyOf(words);
    if (STOPPED.has(key)) return;
    const owner = concepts[names.conceptsOf(index)[0] ?? -1];
    if (owner === undefined || skip(owner)) return;
    const entry = { group: owner.group, written: capitals.get(name) ?? null };
    const entries = byKey.get(key);
    if (entries) entries.push(entry);
    else byKey.set(key, [entry]);
    const { first, most } = beginnings(words);
    for (const word of first) longest.set(word, Math.max(longest.get(word) ?? 0, most));
  });
  return { byKey, longest };
}

/** The name that the words spell in this text, if any. */
export function nameAt(index: NameIndex, text: string, words: readonly Word[]): IndexedName | undefined {
  const written = text.slice(words[0]?.start, words.at(-1)?.end);
  return index.byKey
    .get(keyOf(words))
    ?.find((name) => name.written === null || written === name.written || written === `${name.written}s`);
}

/**
 * Three characters or more, one a letter, the first a letter or digit: systematic names that open with a bracket are
 * not written alike. Shorter names come in as abbreviations that the document defines.
 */
function isFindable(name: string): boolean {
  return name.length >= 3 && /^[\p{L}\p{N}]/u.test(name) && /\p{L}/u.test(name);
}

/** Normalised name → as written, for names of at most five characters that are written in capitals only. */
function shortCapitals(concepts: readonly Concept[]): ReadonlyMap<string, string> {
  const capitals = new Map<string, string>();
  const small = new Set<string>();
  for (const concept of concepts) {
    for (const name of namesOf(concept)) {
      if (name.length > MAX_CAPITALS) continue;
      if (/\p{Lu}/u.test(name) && name === name.toUpperCase()) capitals.set(normaliseName(name), name);
      else small.add(normaliseName(name));
    }
  }
  for (const name of small) capitals.delete(name);
  return capitals;
}
