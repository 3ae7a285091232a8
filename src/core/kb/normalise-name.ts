/**
 * What Python's `str.split()` takes for white space. JavaScript's `\s` differs: it lacks U+001C-U+001F and U+0085 and
 * has U+FEFF. Names are compared between training (Python) and the browser, so the two must agree.
 */
// eslint-disable-next-line no-control-regex -- Python's definition includes control characters
const WHITE_SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;

/**
 * The form in which names are compared, tokenised and put into the trie: lower-cased, white space collapsed to one
 * space and trimmed. Equals Python's `" ".join(name.lower().split())`, which the training code uses.
 */
export function normaliseName(name: string): string {
  const spaced = name.toLowerCase().replace(WHITE_SPACE, ' ');
  const start = spaced.startsWith(' ') ? 1 : 0;
  return spaced.slice(start, spaced.endsWith(' ') ? Math.max(start, spaced.length - 1) : spaced.length);
}
