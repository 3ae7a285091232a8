import { namesOf } from '../kb/knowledge-base.js';
import { normaliseName } from '../kb/normalise-name.js';
import type { ConceptTable, KbTables } from '../kb/tables.js';
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
  /** Words in the longest name that begins with this word, or more; 0 when none does. */
  longest(word: string): number;
}

/** Longer names are systematic chemical names, which no abstract writes the same way. */
const MAX_WORDS = 16;
const MAX_CAPITALS = 5;
const STOPPED: ReadonlySet<string> = new Set(STOP_NAMES.map((name) => keyOf(wordsOf(name))));

/** Indexes every name that can be found, but for those of obsolete concepts only. O(total length of names), about one entry per name: for small KBs. */
export function buildNameIndex(tables: KbTables): NameIndex {
  const { names, concepts } = tables;
  const byKey = new Map<string, number[]>();
  const longest = new Map<string, number>();
  for (let nameIndex = 0; nameIndex < names.nameCount; nameIndex++) {
    if (ownerInUse(names.conceptsOf(nameIndex), concepts) === undefined) continue;
    const spelling = spellingOf(names.nameAt(nameIndex));
    if (spelling === null) continue;
    const entries = byKey.get(spelling.key);
    if (entries) entries.push(nameIndex);
    else byKey.set(spelling.key, [nameIndex]);
    for (const word of spelling.first) longest.set(word, Math.max(longest.get(word) ?? 0, spelling.most));
  }
  return {
    named: (key) => (byKey.get(key) ?? []).map((nameIndex) => indexedName(tables, nameIndex)),
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

/** How texts spell a name: the key of its words, words that may begin it there, and of how many it may be made. */
export interface Spelling {
  readonly key: string;
  readonly first: readonly string[];
  readonly most: number;
}

/** Null for a name that is not looked for in texts: too short, too long, without a letter, or stopped. */
export function spellingOf(name: string): Spelling | null {
  if (!isFindable(name)) return null;
  const words = wordsOf(name);
  const key = keyOf(words);
  if (words.length === 0 || words.length > MAX_WORDS || STOPPED.has(key)) return null;
  return { key, ...beginnings(words) };
}

/** What a text is told of a name that was found in it. */
export function indexedName(tables: KbTables, nameIndex: number): IndexedName {
  const owner = ownerInUse(tables.names.conceptsOf(nameIndex), tables.concepts);
  return {
    nameIndex,
    group: tables.concepts.groupAt(owner ?? -1),
    written: shortCapitals(tables, nameIndex),
  };
}

/** The first of a name's concepts that is not obsolete. */
function ownerInUse(owners: Uint32Array, concepts: ConceptTable): number | undefined {
  return owners.find((index) => !concepts.isObsolete(index));
}

/**
 * Three characters or more, one a letter, the first a letter or digit: systematic names that open with a bracket are
 * not written alike. Shorter names come in as abbreviations that the document defines.
 */
function isFindable(name: string): boolean {
  return name.length >= 3 && /^[\p{L}\p{N}]/u.test(name) && /\p{L}/u.test(name);
}

/** A short name as written, when no concept writes it but in capitals. */
function shortCapitals({ names, concepts }: KbTables, nameIndex: number): string | null {
  const name = names.nameAt(nameIndex);
  if (name.length > MAX_CAPITALS) return null;
  const forms = Array.from(names.conceptsOf(nameIndex), (owner) => concepts.at(owner))
    .flatMap((concept) => (concept === undefined ? [] : namesOf(concept)))
    .filter((written) => normaliseName(written) === name);
  return forms.every((written) => /\p{Lu}/u.test(written) && written === written.toUpperCase())
    ? (forms[0] ?? null)
    : null;
}
