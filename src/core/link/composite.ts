/**
 * Mentions that name several things at once. "breast and ovarian cancer" are "breast cancer" and "ovarian cancer";
 * "cancer of the breast and ovary" are "cancer of the breast" and "cancer of the ovary".
 */

const JOINT = /\s*(?:,\s*(?:and\/or|and|or)\s+|\s(?:and\/or|and|or)\s|,\s+|\s?\/\s?)\s*/i;
/** Longer mentions are sentences, not names. */
const MOST_WORDS = 12;

/**
 * The things that a mention names, each written out, in order; none for a mention that names one thing. What is written
 * once for all is given to each: the words behind the last of the parts, or those before the first.
 */
export function partsOf(mention: string): readonly string[] {
  const parts = mention
    .trim()
    .split(JOINT)
    .filter((part) => part !== '');
  if (parts.length < 2 || mention.split(/\s+/).length > MOST_WORDS) return [];
  const words = parts.map((part) => part.split(/\s+/));
  const first = words[0] ?? [];
  const last = words.at(-1) ?? [];
  const found = new Set<string>(parts);
  // Every way to share the end of the last part, or the beginning of the first one: which is meant is for the names of
  // the knowledge base to tell.
  for (let shared = 1; shared < last.length; shared++) {
    const end = last.slice(-shared).join(' ');
    for (const part of parts.slice(0, -1)) found.add(`${part} ${end}`);
  }
  for (let shared = 1; shared < first.length; shared++) {
    const start = first.slice(0, shared).join(' ');
    for (const part of parts.slice(1)) found.add(`${start} ${part}`);
  }
  return [...found];
}
