import { normaliseName } from './normalise-name.js';

/** Words sorted, punctuation and plural endings dropped: "Neoplasms, Breast" and "breast neoplasm" meet here. */
export function looseKey(name: string): string {
  return looseWords(plainWords(name)).sort().join(' ');
}

/** Runs of letters and digits of a name, lower-cased, in order. */
export function plainWords(name: string): readonly string[] {
  return normaliseName(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Plain words in the singular, without those that say little. */
export function looseWords(plain: readonly string[]): string[] {
  return plain.filter((word) => !LOOSE_STOP.has(word)).map(singular);
}

const LOOSE_STOP: ReadonlySet<string> = new Set(['of', 'the', 'and', 'in', 'with', 's']);

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 3 && word.endsWith('s') && !/(ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}
