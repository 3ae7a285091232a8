/** Places that grams are spread over: a power of two. Some share one, which makes texts a little more alike. */
const PLACES = 1 << 16;
const SPACE = 32;

/** A text as its grams: places ascending, each with its weight; the squares of the weights add up to 1. */
export interface GramVector {
  readonly places: Uint16Array;
  readonly weights: Float32Array;
}

/** In how many texts of a collection each gram occurs. */
export class GramCounts {
  readonly #counts = new Uint32Array(PLACES);
  /** Last text that a gram was counted for, from 1. */
  readonly #last = new Uint32Array(PLACES);
  #texts = 0;

  /** @param words of one text (`looseWords`) */
  add(words: readonly string[]): void {
    const text = ++this.#texts;
    for (const word of words) {
      eachGram(word, (place) => {
        if (this.#last[place] === text) return;
        this.#last[place] = text;
        this.#counts[place] = (this.#counts[place] ?? 0) + 1;
      });
    }
  }

  /** The character TF-IDF vector of a text: occurrences of each gram times 1 + ln((1 + N) / (1 + n)), normalised. */
  vectorOf(words: readonly string[]): GramVector {
    const occurrences = new Map<number, number>();
    for (const word of words) {
      eachGram(word, (place) => occurrences.set(place, (occurrences.get(place) ?? 0) + 1));
    }
    const places = Uint16Array.from(occurrences.keys()).sort();
    const weights = Float32Array.from(places, (place) => (occurrences.get(place) ?? 0) * this.#rarity(place));
    const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
    return { places, weights: weights.map((weight) => weight / length) };
  }

  #rarity(place: number): number {
    return 1 + Math.log((1 + this.#texts) / (1 + (this.#counts[place] ?? 0)));
  }
}

/** Cosine of the angle between two texts, 0 to 1. */
export function similarityOf(a: GramVector, b: GramVector): number {
  let sum = 0;
  let j = 0;
  for (let i = 0; i < a.places.length; i++) {
    const place = a.places[i] ?? 0;
    while ((b.places[j] ?? PLACES) < place) j++;
    if (b.places[j] === place) sum += (a.weights[i] ?? 0) * (b.weights[j] ?? 0);
  }
  return Math.min(1, sum);
}

/** Places of the runs of three letters of a word with a space before and behind it. */
function eachGram(word: string, take: (place: number) => void): void {
  let first = SPACE;
  let second = word.charCodeAt(0);
  for (let at = 1; at <= word.length; at++) {
    const third = at < word.length ? word.charCodeAt(at) : SPACE;
    take(placeOf(first, second, third));
    first = second;
    second = third;
  }
}

/** The finaliser of MurmurHash3 over the letters, which take 11 bits each where they are of an alphabet. */
function placeOf(first: number, second: number, third: number): number {
  let hash = first ^ (second << 11) ^ (third << 22);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) & (PLACES - 1);
}
