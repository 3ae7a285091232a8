import { looseWords, plainWords } from '../../kb/loose-key.js';

/** Words of a text as near texts are compared by: British spelling becomes American ("haemorrhage", "tumour"). */
export function nearWords(text: string): readonly string[] {
  return plainWords(text).map((word) =>
    word.replace(/[ao]e(?=\p{L}\p{L})/gu, 'e').replace(/our(?=s?$)/u, 'or'),
  );
}

/** The same for texts that differ in case, spelling, number and the order of words only. */
export function nearKey(text: string): string {
  return looseWords(nearWords(text)).sort().join(' ');
}
