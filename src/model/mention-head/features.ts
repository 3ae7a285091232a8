/**
 * What the letters of a word tell that an uncased encoder does not see. The same as
 * `seraph_training/mention_head/features.py`, to which a golden file holds it.
 */
import type { HeadWord } from './words.js';

export const FLAGS = 10;
/** Last three letters, last four, first three. */
export const AFFIXES = 3;

const CAPITAL = /\p{Lu}/u;

/** 0 or 1 for each of `FLAGS`. */
export function flagsOf(text: string, { span, text: word }: HeadWord): readonly number[] {
  const characters = Array.from(word);
  const [first = '', ...rest] = characters;
  const capitals = characters.filter((character) => CAPITAL.test(character)).length;
  const digits = characters.filter((character) => /\p{N}/u.test(character)).length;
  return [
    CAPITAL.test(first),
    capitals === characters.length && capitals > 1,
    capitals > 1 && capitals < characters.length,
    !CAPITAL.test(first) && rest.some((character) => CAPITAL.test(character)),
    digits > 0,
    digits === characters.length,
    !/[\p{L}\p{N}]/u.test(first),
    characters.length === 1,
    span.start > 0 && !/\s/.test(text.charAt(span.start - 1)),
    span.end < text.length && !/\s/.test(text.charAt(span.end)),
  ].map(Number);
}

/** Rows of the word's affixes in tables of `rows` rows. */
export function affixesOf({ text }: HeadWord, rows: number): readonly number[] {
  const characters = Array.from(text.toLowerCase());
  return [characters.slice(-3), characters.slice(-4), characters.slice(0, 3)].map((affix) =>
    hashed(affix.join(''), rows),
  );
}

/** Rows of the word's distinct runs of three letters, `<` before and `>` after the word, in a table of `rows` rows. */
export function gramsOf({ text }: HeadWord, rows: number): readonly number[] {
  const characters = Array.from(`<${text.toLowerCase()}>`);
  const grams = new Set(characters.slice(2).map((_, at) => characters.slice(at, at + 3).join('')));
  return Array.from(grams, (gram) => hashed(gram, rows));
}

/** FNV-1a over the UTF-16 code units, 32 bits, modulo `rows`. */
function hashed(affix: string, rows: number): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < affix.length; index += 1) {
    value = Math.imul(value ^ affix.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value % rows;
}
