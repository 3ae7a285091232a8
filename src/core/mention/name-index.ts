import { namesOf } from '../kb/knowledge-base.js';
import { normaliseName } from '../kb/normalise-name.js';
import type { ConceptTable, KbTables } from '../kb/tables.js';
import { isOutsideScope } from './mesh-scope.js';
import { STOP_NAMES } from './stop-list.js';
import { beginnings, keyOf, wordsOf, type Word } from './words.js';

/** A name that may be found in a text. */
export interface IndexedName {
  readonly nameIndex: number;
  /** Semantic group of the first concept in use that has the name. */
  readonly group: string;
  /** Only these capitals count: set for names that are short and all capitals. */
  readonly written: string | null;
}

/** Names by the keys of their words. Immutable. */
export interface NameIndex {
  /** Names whose words have this key (`keyOf`), by number. */
  named(key: string): readonly IndexedName[];
  /** Words in the longest name that begins with this word; 0 when none does. */
  longest(word: string): number;
}

/** Longer names are systematic chemical names, which no abstract writes the same way. */
const MAX_WORDS = 16;
const MAX_CAPITALS = 5;
const STOPPED: ReadonlySet<string> = new Set(STOP_NAMES.map((name) => keyOf(wordsOf(name))));
const NONE: readonly IndexedName[] = [];

/** Indexes every name that can be found. O(total length of names), about one entry per name: for small KBs. */
export function buildNameIndex({ names, concepts }: KbTables): NameIndex {
  const capitals = shortCapitals(concepts);
  const byKey = new Map<string, IndexedName[]>();
  const longest = new Map<string, number>();
  for (let nameIndex = 0; nameIndex < names.nameCount; nameIndex++) {
    const name = names.nameAt(nameIndex);
    const words = findableWords(name);
    const owner = words && findableOwner(names.conceptsOf(nameIndex), concepts);
    if (words === null || owner === null) continue;
    const key = keyOf(words);
    const entry = { nameIndex, group: concepts.groupAt(owner), written: capitals.get(name) ?? null };
    const entries = byKey.get(key);
    if (entries) entries.push(entry);
    else byKey.set(key, [entry]);
    const { first, most } = beginnings(words);
    for (const word of first) longest.set(word, Math.max(longest.get(word) ?? 0, most));
  }
  return {
    named: (key) => byKey.get(key) ?? NONE,
    longest: (word) => longest.get(word) ?? 0,
  };
}

/** The name that the words spell in this text, if any. */
export function nameAt(index: NameIndex, text: string, words: readonly Word[]): IndexedName | undefined {
  const written = text.slice(words[0]?.start, words.at(-1)?.end);
  return index
    .named(keyOf(words))
    .find((name) => name.written === null || written === name.written || written === `${name.written}s`);
}

/**
 * The words of a name that is looked for in texts; null for one that is too short, too long, without a letter, or
 * stopped.
 */
export function findableWords(name: string): readonly Word[] | null {
  if (!isFindable(name)) return null;
  const words = wordsOf(name);
  return words.length === 0 || words.length > MAX_WORDS || STOPPED.has(keyOf(words)) ? null : words;
}

/**
 * Three characters or more, one a letter, the first a letter or digit: systematic names that open with a bracket are
 * not written alike. Shorter names come in as abbreviations that the document defines.
 */
function isFindable(name: string): boolean {
  return name.length >= 3 && /^[\p{L}\p{N}]/u.test(name) && /\p{L}/u.test(name);
}

/** The first of a name's concepts that is in use; null when there is none or it is outside the scope of mentions. */
export function findableOwner(owners: Uint32Array, concepts: ConceptTable): number | null {
  const owner = owners.find((index) => !concepts.isObsolete(index));
  const concept = owner === undefined ? undefined : concepts.at(owner);
  return owner === undefined || concept === undefined || isOutsideScope(concept) ? null : owner;
}

/** True for a name as written that is all capitals and so short that only these capitals count. */
export function isShortCapitals(written: string): boolean {
  return written.length <= MAX_CAPITALS && /\p{Lu}/u.test(written) && written === written.toUpperCase();
}

/** Normalised name → as written, for short names that are nowhere written but in capitals. */
function shortCapitals(concepts: ConceptTable): ReadonlyMap<string, string> {
  const capitals = new Map<string, string>();
  const small = new Set<string>();
  for (let index = 0; index < concepts.conceptCount; index++) {
    const concept = concepts.at(index);
    for (const name of concept === undefined ? [] : namesOf(concept)) {
      if (name.length > MAX_CAPITALS) continue;
      if (isShortCapitals(name)) capitals.set(normaliseName(name), name);
      else small.add(normaliseName(name));
    }
  }
  for (const name of small) capitals.delete(name);
  return capitals;
}
