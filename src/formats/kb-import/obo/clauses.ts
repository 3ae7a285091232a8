/** Lines of OBO 1.2 and 1.4: tags, quoted text, escapes, trailing modifiers and comments. */

export interface Clause {
  readonly tag: string;
  /** As written, still with escapes, trailing modifiers and comment. */
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', W: ' ', t: '\t' };

/** `\n`, `\W`, `\t`; any other escaped character is itself. */
export function unescapeObo(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(.)/gsu, (_, character: string) => ESCAPES[character] ?? character);
}

/** @returns null for a line without a tag */
export function parseClause(line: string, number: number): Clause | null {
  const colon = unescapedIndex(line, ':');
  if (colon < 1) return null;
  return { tag: unescapeObo(line.slice(0, colon).trim()), value: line.slice(colon + 1).trim(), line: number };
}

/** A value that is not quoted, as it is meant: without `{qualifiers}` and `! comment`, unescaped. */
export function plainValue(value: string): string {
  return unescapeObo(withoutTrailing(value)).trim();
}

/** The first word of a value that is not quoted: the id of `is_a: HP:1 {source="x"} ! name`. */
export function firstWord(value: string): string {
  return plainValue(value).split(/\s/, 1)[0] ?? '';
}

export interface QuotedValue {
  readonly text: string;
  /** Words between the quote and what follows in brackets: `EXACT`, `layperson`. */
  readonly words: readonly string[];
}

/** @returns null when it does not begin with a quote, or the quote does not end */
export function quotedValue(value: string): QuotedValue | null {
  if (!value.startsWith('"')) return null;
  const end = unescapedIndex(value, '"', 1);
  if (end < 0) return null;
  const rest = value.slice(end + 1);
  const bracket = rest.search(/[[{!]/);
  const words = (bracket < 0 ? rest : rest.slice(0, bracket)).split(/\s+/).filter((word) => word !== '');
  return { text: unescapeObo(value.slice(1, end)), words: words.map(unescapeObo) };
}

/** Position of a character that no backslash stands before; -1 when there is none. */
function unescapedIndex(text: string, character: string, from = 0): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === character) return at;
  }
  return -1;
}

/** The trailing `{source="x"}` of a value, as written; empty when it has none. */
export function modifiersOf(value: string): string {
  const text = withoutComment(value);
  return text.slice(bodyEnd(text));
}

/**
 * Names of chemicals have `!` and braces that nobody escaped. So a comment begins at a `!` after a space, and
 * modifiers are a last `{…}` after a space with a `=` in it.
 */
function withoutTrailing(value: string): string {
  const text = withoutComment(value);
  return text.slice(0, bodyEnd(text)).trimEnd();
}

function withoutComment(text: string): string {
  for (let at = text.indexOf('!'); at >= 0; at = text.indexOf('!', at + 1)) {
    if (at === 0 || isSpace(text[at - 1])) return text.slice(0, at).trimEnd();
  }
  return text;
}

/** Where the trailing modifiers begin; the end of the text when there are none. */
function bodyEnd(text: string): number {
  if (!text.endsWith('}')) return text.length;
  const brace = text.lastIndexOf('{');
  const isModifier = (brace === 0 || isSpace(text[brace - 1])) && text.includes('=', brace);
  return isModifier ? brace : text.length;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
