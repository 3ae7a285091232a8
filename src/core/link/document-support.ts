import { looseKey } from '../kb/loose-key.js';
import { normaliseName } from '../kb/normalise-name.js';
import type { Mention } from '../text/document.js';
import { textOf } from '../text/span.js';
import { offeredConcept, offeredOwners } from './offered.js';
import type { LinkView } from './link-view.js';
import { recall, type Memory } from './memory.js';

/** What the other mentions of a document say without a model: a text is rarely alone in meaning its concept. */
export interface DocumentSupport {
  /** Differently worded mentions that are, by an equal name or by memory, of the concept. */
  others(conceptIndex: number, read: string): number;
  /** Concepts of other mentions that a short form may stand for, as its letters are their first letters. */
  spelledOut(shortForm: string): readonly number[];
}

export const NO_SUPPORT: DocumentSupport = { others: () => 0, spelledOut: () => [] };

/** Share of earlier decisions on a text from which they are believed. */
const BELIEVED = 0.5;
const SHORT_FORM = /^(?=.*\p{Lu}.*\p{Lu})[\p{L}\p{N}-]{2,7}$/u;

/** @param mentions all of the document that are linked in this view */
export function documentSupport(
  kb: LinkView,
  text: string,
  mentions: readonly Mention[],
  memory: Memory,
): DocumentSupport {
  /** Texts as `looseKey`s, by the concept that each is known to mean. */
  const meaning = new Map<number, Set<string>>();
  const spelled = new Map<string, Set<number>>();
  for (const mention of mentions) {
    const words = textOf(text, mention.span);
    const longForm = mention.longForm ?? null;
    const concept = knownConcept(kb, words, longForm, memory);
    if (concept < 0) continue;
    const read = longForm ?? words;
    meaning.set(concept, (meaning.get(concept) ?? new Set()).add(looseKey(read)));
    const initials = initialsOf(read);
    spelled.set(initials, (spelled.get(initials) ?? new Set()).add(concept));
  }
  return {
    others: (conceptIndex, read) => {
      const texts = meaning.get(conceptIndex);
      return texts === undefined ? 0 : texts.size - (texts.has(looseKey(read)) ? 1 : 0);
    },
    spelledOut: (shortForm) =>
      SHORT_FORM.test(shortForm) ? [...(spelled.get(lettersOf(shortForm)) ?? [])] : [],
  };
}

/** What a text means by itself: by earlier decisions, else by an equal name; -1 when that is not known. */
function knownConcept(kb: LinkView, text: string, longForm: string | null, memory: Memory): number {
  const past = recall(memory, text, longForm);
  let total = 0;
  let most = 0;
  let best = -1;
  for (const [id, count] of past) {
    total += count;
    if (count > most) [most, best] = [count, offeredConcept(kb, id)];
  }
  if (total > 0) return most >= BELIEVED * total ? best : -1;
  const read = longForm ?? text;
  for (const name of [...kb.names.find(normaliseName(read)), ...kb.names.alike(read)]) {
    const [first] = offeredOwners(kb, name);
    if (first !== undefined) return first.conceptIndex;
  }
  return -1;
}

/** First letters of the words, sorted: "dystrophia myotonica" and "myotonic dystrophy" are both DM. */
function initialsOf(read: string): string {
  return looseKey(read)
    .split(' ')
    .map((word) => word.charAt(0))
    .sort()
    .join('');
}

function lettersOf(shortForm: string): string {
  return Array.from(shortForm.replace(/s$/, '').toLowerCase())
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .sort()
    .join('');
}
