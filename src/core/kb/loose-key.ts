import { normaliseName } from './normalise-name.js';

/** Words sorted, punctuation and plural endings dropped: "Neoplasms, Breast" and "breast neoplasm" meet here. */
export function looseKey(name: string): string {
  return normaliseName(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !LOOSE_STOP.has(word))
    .map(singular)
    .sort()
    .join(' ');
}

const LOOSE_STOP: ReadonlySet<string> = new Set(['of', 'the', 'and', 'in', 'with', 's']);

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 3 && word.endsWith('s') && !/(ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}
