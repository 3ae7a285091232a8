/** A word of a text, or a mark of punctuation that counts. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** The form in which names and text are compared. */
  readonly key: string;
}

/**
 * Words are runs of letters, digits and combining marks, without a closing `'s`. Every other visible character but
 * the hyphen is a word of its own: "lithium, carbonate" is not "lithium carbonate", "beta-lactam" is "beta lactam".
 */
const WORD = /([\p{L}\p{N}\p{M}]+)(?:['’]s(?![\p{L}\p{N}]))?|[^\s\p{L}\p{N}\p{M}\p{Pd}]/gu;

/** The words of a text with their places, `'s` left out of both. */
export function wordsOf(text: string): readonly Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    start: match.index,
    end: match.index + (match[1] ?? match[0]).length,
    key: variant(singular((match[1] ?? match[0]).toLowerCase())),
  }));
}

/**
 * The comparison key of a whole name: the keys of its words, joined by a space, but a letter and a digit that follow
 * each other are joined without one: "FK506", "FK 506" and "FK-506" are one name.
 */
export function keyOf(words: readonly Word[]): string {
  const [first] = words;
  if (first !== undefined && words.length === 1) return first.key;
  return joined(words.map((word) => word.key).join(' '));
}

/**
 * First words that a text may begin a name with, given the name's own first words, and the number of words the name
 * may take in the text at most: as many as there are when letters and digits stand apart.
 */
export function beginnings(words: readonly Word[]): {
  readonly first: readonly string[];
  readonly most: number;
} {
  const key = words.map((word) => word.key).join(' ');
  if (!DIGIT.test(key)) return { first: [words[0]?.key ?? ''], most: words.length };
  const apart = key.replace(/(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu, ' ').split(' ');
  const whole = words[0]?.key ?? '';
  return {
    first: [...new Set([whole, apart[0] ?? whole, joined(key).split(' ')[0] ?? whole])],
    most: apart.length,
  };
}

const DIGIT = /\p{N}/u;

function joined(key: string): string {
  return DIGIT.test(key) ? key.replace(/(?<=\p{L}) (?=\p{N})|(?<=\p{N}) (?=\p{L})/gu, '') : key;
}

/**
 * One form for singular and plural: -ies, -es and -s taken off, Latin -sis and -ses brought together ("metastases").
 * The same rule on both sides, so where it is wrong for a word it is wrong for both.
 */
function singular(word: string): string {
  if (word.length < 4) return word;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('sis')) return `${word.slice(0, -2)}e`;
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

/**
 * British spelling and the two everyday words for a neoplasm: MeSH names "Breast Neoplasms", abstracts say "breast
 * cancer" and "tumours of the breast". Only for finding; what a mention links to is the linker's question.
 */
function variant(word: string): string {
  if (NEOPLASM.has(word)) return 'neoplasm';
  return word.length > 4 ? word.replace(/[ao]e/g, 'e') : word;
}

const NEOPLASM: ReadonlySet<string> = new Set(['cancer', 'tumor', 'tumour']);
