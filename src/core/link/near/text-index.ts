import { NumberList } from '../../bytes/number-list.js';
import { placeOf, textHash } from '../../hash/text-hash.js';
import { looseWords } from '../../kb/loose-key.js';
import { sliceAt, slicesInSteps, type Slices } from '../../kb/slices.js';
import type { Steps } from '../../steps.js';
import { GramCounts, similarityOf } from './grams.js';
import { nearWords } from './words.js';

/** Texts by number. */
export interface Texts {
  readonly count: number;
  at(index: number): string;
}

/** A text of a collection and how like the one that was asked for it is, 0 to 1. */
export interface NearIndex {
  readonly index: number;
  readonly similarity: number;
}

/** Texts between two yields. */
const STRIDE = 2048;
/** Words that begin with the same letters are near: "deficient", "deficiency". */
const STEM = 5;
/** Texts that share a word are looked at up to so many, those with the rarest words first: bounds the time. */
const MOST_LOOKED_AT = 20_000;
const MOST_COMPARED = 60;

/**
 * Finds the texts of a collection that are most like another by character TF-IDF: of those that share rare words, or
 * beginnings of words, with it, the most promising are compared.
 */
export class TextIndex {
  private constructor(
    private readonly texts: Texts,
    /** Texts by the hash of a word or beginning. */
    private readonly byWord: Slices,
    readonly grams: GramCounts,
    /** Of each text, how much its words and beginnings tell together. */
    private readonly weights: Float32Array,
  ) {}

  /** @param known counts of another collection to compare by; those of these texts when absent */
  static *build(texts: Texts, known?: GramCounts): Steps<TextIndex> {
    const grams = known ?? new GramCounts();
    const keys = new NumberList();
    const owners = new NumberList();
    for (let index = 0; index < texts.count; index++) {
      const words = nearWords(texts.at(index));
      if (known === undefined) grams.add(words);
      for (const key of keysOf(words)) {
        keys.push(key);
        owners.push(index);
      }
      if (index % STRIDE === 0)
        yield { task: 'Comparing names', done: index, total: texts.count, unit: 'names' };
    }
    const lists = Math.max(1, texts.count);
    const byWord = yield* slicesInSteps(
      lists,
      keys.length,
      (k) => placeOf(keys.at(k), lists),
      (k) => owners.at(k),
    );
    const weights = new Float32Array(texts.count);
    for (let list = 0; list < lists; list++) {
      const sharing = sliceAt(byWord, list);
      const weight = rarity(texts.count, sharing.length);
      for (const index of sharing) weights[index] = (weights[index] ?? 0) + weight;
      if (list % STRIDE === 0) yield null;
    }
    return new TextIndex(texts, byWord, grams, weights);
  }

  /** What the index takes in memory beside the texts. */
  get bytes(): number {
    return this.byWord.starts.byteLength + this.byWord.values.byteLength + this.weights.byteLength;
  }

  /** The texts most like `text`, best first. */
  near(text: string, limit: number): readonly NearIndex[] {
    const words = nearWords(text);
    const asked = this.grams.vectorOf(words);
    return (
      this.#promising(words)
        .map((index) => {
          const vector = this.grams.vectorOf(nearWords(this.texts.at(index)));
          return { index, similarity: similarityOf(asked, vector) };
        })
        // Words whose hashes share a place bring in texts that share nothing.
        .filter(({ similarity }) => similarity > 0)
        .sort((a, b) => b.similarity - a.similarity || a.index - b.index)
        .slice(0, limit)
    );
  }

  /** How much a word tells: the logarithm of how few texts have it. */
  rarityOf(word: string): number {
    return rarity(this.texts.count, this.#list(textHash(word)).length);
  }

  #promising(words: readonly string[]): readonly number[] {
    const lists = keysOf(words)
      .map((key) => this.#list(key))
      .sort((a, b) => a.length - b.length);
    const scores = new Map<number, number>();
    let looked = 0;
    for (const list of lists) {
      looked += list.length;
      if (looked > MOST_LOOKED_AT) break;
      const weight = rarity(this.texts.count, list.length);
      for (const index of list) scores.set(index, (scores.get(index) ?? 0) + weight);
    }
    return [...scores]
      .map(([index, score]) => ({ index, score: score / Math.sqrt(this.weights[index] ?? 1) }))
      .sort((a, b) => b.score - a.score || a.index - b.index)
      .slice(0, MOST_COMPARED)
      .map(({ index }) => index);
  }

  #list(key: number): Uint32Array {
    return sliceAt(this.byWord, placeOf(key, this.byWord.starts.length - 1));
  }
}

function rarity(count: number, having: number): number {
  return Math.log((1 + count) / (1 + having));
}

/** Hashes of the words and of the beginnings of the longer ones, each once. */
function keysOf(plain: readonly string[]): readonly number[] {
  const keys = new Set<number>();
  for (const word of looseWords(plain)) {
    keys.add(textHash(word));
    // Beginnings are kept apart from words.
    if (word.length > STEM) keys.add(textHash(`${word.slice(0, STEM)}-`));
  }
  return [...keys];
}
