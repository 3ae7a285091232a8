import type { OpenSections } from '../../bytes/sections.js';
import { placeOf, textHash } from '../../hash/text-hash.js';
import { indexedName, type NameIndex } from '../../mention/name-index.js';
import { keyOf, wordsOf } from '../../mention/words.js';
import type { KbTables } from '../tables.js';
import { hashListOf } from './hash-lists.js';
import { slicesIn } from './sections-in.js';

/** The stored index of the finder: same answers as `buildNameIndex`, but that `longest` may be more. */
export function imageNameIndex(sections: OpenSections, tables: KbTables): NameIndex {
  const byKey = slicesIn(sections, 'findableListStarts', 'findableListEntries');
  const longest = sections.u8('longest');
  return {
    named: (key) =>
      Array.from(
        hashListOf(byKey, textHash(key)).filter((name) => keyOf(wordsOf(tables.names.nameAt(name))) === key),
        (name) => indexedName(tables, name),
      ),
    longest: (word) => longest[placeOf(textHash(word), longest.length)] ?? 0,
  };
}
