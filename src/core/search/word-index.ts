/** Words of a normalised name or query: runs of letters and digits. */
export function wordsOf(normalised: string): string[] {
  return normalised.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** Which names hold a word. Words are sorted, so that those with a common beginning are neighbours. */
export interface WordIndex {
  /** Names with this very word, ascending. */
  withWord(word: string): Uint32Array;
  /** Names with a word that begins so, in no order, some more than once. */
  withPrefix(prefix: string): Uint32Array;
}

/** @param names normalised; answers are indexes into them */
export function buildWordIndex(names: readonly string[]): WordIndex {
  const byWord = new Map<string, number[]>();
  names.forEach((name, index) => {
    for (const word of wordsOf(name)) {
      const list = byWord.get(word);
      if (!list) byWord.set(word, [index]);
      else if (list[list.length - 1] !== index) list.push(index);
    }
  });
  const words = [...byWord.keys()].sort();
  /** Word w is in the names `owners[starts[w] .. starts[w + 1])`. */
  const starts = new Uint32Array(words.length + 1);
  words.forEach((word, w) => {
    starts[w + 1] = (starts[w] ?? 0) + (byWord.get(word)?.length ?? 0);
  });
  const owners = new Uint32Array(starts[words.length] ?? 0);
  words.forEach((word, w) => owners.set(byWord.get(word) ?? [], starts[w]));

  return {
    withWord(word) {
      const w = lowerBound(words, word);
      return words[w] === word ? owners.subarray(starts[w], starts[w + 1]) : owners.subarray(0, 0);
    },
    withPrefix(prefix) {
      const first = lowerBound(words, prefix);
      let end = first;
      while (words[end]?.startsWith(prefix)) end++;
      return owners.subarray(starts[first], starts[end]);
    },
  };
}

/** First place in the sorted words that is not before `word`. */
function lowerBound(words: readonly string[], word: string): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
