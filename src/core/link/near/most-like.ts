import { plainWords } from '../../kb/loose-key.js';
import { GramCounts, similarityOf } from './grams.js';

/** Counts of no collection: every trigram weighs the same. */
const PLAIN = new GramCounts();

/** The first of those most like a text by their trigrams; empty for none. */
export function mostLike(text: string, others: readonly string[]): string {
  const asked = PLAIN.vectorOf(plainWords(text));
  const likeness = others.map((other) => similarityOf(asked, PLAIN.vectorOf(plainWords(other))));
  return others[likeness.indexOf(Math.max(...likeness))] ?? '';
}
