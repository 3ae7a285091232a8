import { CodePointSet, WHITE_SPACE } from './code-point-set.js';
import { NONSPACING_MARK_RANGES, REMOVED_RANGES } from './unicode-ranges.js';

/** The `BertNormalizer` of a `tokenizer.json`, defaults resolved. */
export interface BertNormaliserSettings {
  readonly cleanText: boolean;
  readonly spaceChinese: boolean;
  readonly stripAccents: boolean;
  readonly lowercase: boolean;
}

const PRINTABLE_ASCII = /^[ -~]*$/;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const CAPITAL_SIGMA = 'Σ';

const removed = new CodePointSet(REMOVED_RANGES);
const nonspacingMarks = new CodePointSet(NONSPACING_MARK_RANGES);
/** The ranges of BERT's `_is_chinese_char`, with the reference's reading of extension E. */
const chinese = new CodePointSet(
  '3400-4dbf 4e00-9fff f900-faff 20000-2a6df 2a700-2b81f 2b920-2ceaf 2f800-2fa1f',
);

/** The reference's four passes in its order: clean, space Chinese characters, strip accents, lower-case. */
export function normaliseBert(text: string, settings: BertNormaliserSettings): string {
  if (PRINTABLE_ASCII.test(text)) return settings.lowercase ? text.toLowerCase() : text;
  let result = text;
  if (settings.cleanText) result = mapCharacters(result, clean);
  if (settings.spaceChinese) result = mapCharacters(result, spaceChinese);
  if (settings.stripAccents) result = mapCharacters(result.normalize('NFD'), dropMark);
  return settings.lowercase ? lowerCase(result) : result;
}

function mapCharacters(text: string, map: (code: number, character: string) => string): string {
  let result = '';
  for (const character of text) result += map(character.codePointAt(0) ?? 0, character);
  return result;
}

function clean(code: number, character: string): string {
  if (code === TAB || code === LINE_FEED || code === CARRIAGE_RETURN) return ' ';
  if (removed.has(code) || isSurrogate(code)) return '';
  return WHITE_SPACE.has(code) ? ' ' : character;
}

function spaceChinese(code: number, character: string): string {
  return chinese.has(code) ? ` ${character} ` : character;
}

function dropMark(code: number, character: string): string {
  return nonspacingMarks.has(code) ? '' : character;
}

/** A surrogate met while iterating by code points has no partner. */
function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

/** Character by character: `toLowerCase` of a whole word would turn a final sigma into ς, which the reference does not. */
function lowerCase(text: string): string {
  return text
    .split(CAPITAL_SIGMA)
    .map((part) => part.toLowerCase())
    .join('σ');
}
