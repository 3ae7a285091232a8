import { normaliseName } from '../kb/normalise-name.js';

// eslint-disable-next-line no-control-regex -- the whole of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;
const MARKS = /\p{M}+/gu;
const NOT_OF_WORDS = /[^\p{L}\p{N}]+/u;

/**
 * The form in which names and queries meet: `normaliseName`, then without accents and compatibility forms (Unicode
 * NFKD less its marks), so that "sjogren" finds "Sjögren" however the file writes it.
 */
export function searchKey(text: string): string {
  const name = normaliseName(text);
  return ASCII.test(name) ? name : normaliseName(name.normalize('NFKD').replace(MARKS, ''));
}

/** Words of a search key in order: runs of letters and digits. */
export function wordsOf(key: string): readonly string[] {
  return key.split(NOT_OF_WORDS).filter((word) => word !== '');
}
