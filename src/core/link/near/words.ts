import { looseWords, plainWords } from '../../kb/loose-key.js';

/**
 * Words of a text as near texts are compared by: British spelling becomes American ("haemorrhage", "tumour", "sulphate"), and the
 * numeral after "type" is written in digits ("type IIa" as "type 2a").
 */
export function nearWords(text: string): readonly string[] {
  const words = plainWords(text);
  return words.map((word, place) =>
    /^types?$/.test(words[place - 1] ?? '') ? inDigits(word) : american(word),
  );
}

/** The same for texts that differ in case, spelling, number and the order of words only. */
export function nearKey(text: string): string {
  return looseWords(nearWords(text)).sort().join(' ');
}

function american(word: string): string {
  return word
    .replace(/[ao]e(?=\p{L}\p{L})/gu, 'e')
    .replace(/our(?=s?$)/u, 'or')
    .replace(/sulph/gu, 'sulf')
    .replace(/^aluminium$/u, 'aluminum');
}

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'xv'];

/** A Roman numeral up to 15, with or without one letter of a subtype behind it; other words stay. */
function inDigits(word: string): string {
  const [, numeral = '', subtype = ''] = /^([ivx]+)([a-h]?)$/.exec(word) ?? [];
  const place = ROMAN.indexOf(numeral);
  return place < 0 ? word : `${place + 1}${subtype}`;
}
