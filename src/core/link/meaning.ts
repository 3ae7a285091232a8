/** How near texts are in meaning: the cosine of vectors that a model's encoder gives them. */
import { normaliseName } from '../kb/normalise-name.js';
import type { Watch } from '../progress.js';
import { throwIfAborted } from './cancelled.js';
import type { ConceptEvidence, MentionWords } from './evidence.js';
import type { LinkView } from './link-view.js';
import { NearNames } from './near/near-names.js';

/** How near a mention a concept's names are in meaning, each from -1 to 1. */
export interface Meaning {
  /** The concept's name that is nearest. */
  readonly name: string;
  readonly similarity: number;
  /** Of the preferred name. */
  readonly preferred: number;
  /** Of the nearest of all texts that speak for the concept: its names, a remembered text, a name in another vocabulary. */
  readonly nearest: number;
}

/** Reads texts as vectors of length 1, all of the same width, parallel to the texts. */
export type ReadVectors = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** Texts read in one call: bounds memory and the time until a cancel is seen. */
const BATCH = 32;
/** Vectors kept: mentions of a document share candidates. Some 12 MB at 384 numbers each. */
const MOST_KNOWN = 8192;
/** Names of a concept that are compared: the preferred one and those most like the mention in letters. */
const COMPARED_NAMES = 5;
/** Candidates that are compared at most, and the least share that they have of the best one's: the right one is hardly ever further back. */
const COMPARED_CANDIDATES = 6;
const LEAST_SHARE = 0.02;

/** Compares texts, and remembers their vectors. */
export class Meanings {
  readonly #known = new Map<string, Float32Array>();

  /** @param pause lets others go first between two readings */
  constructor(
    private readonly readVectors: ReadVectors,
    private readonly pause: () => Promise<void> = () => Promise.resolve(),
  ) {}

  /**
   * Reads the texts that are not known yet.
   *
   * @throws SeraphError aborted
   */
  async learn(texts: Iterable<string>, watch: Watch = {}): Promise<void> {
    const wanted = new Set(texts);
    if (this.#known.size + wanted.size > MOST_KNOWN) this.#known.clear();
    // Texts of like length go together, so that few are filled up.
    const missing = [...wanted].filter((text) => !this.#known.has(text)).sort((a, b) => a.length - b.length);
    for (let first = 0; first < missing.length; first += BATCH) {
      throwIfAborted(watch);
      const batch = missing.slice(first, first + BATCH);
      const vectors = await this.readVectors(batch);
      batch.forEach((text, i) => this.#known.set(text, vectors[i] ?? new Float32Array(0)));
      await this.pause();
    }
  }

  /** Of two texts that were learnt, -1 to 1. */
  similarity(one: string, other: string): number {
    const [a, b] = [this.#known.get(one), this.#known.get(other)];
    if (!a || !b) throw new RangeError(`“${a ? other : one}” was not learnt.`);
    return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  }
}

/** What is compared for one candidate. */
interface Compared {
  readonly names: readonly string[];
  /** Remembered text and name in another vocabulary, where there are. */
  readonly others: readonly string[];
}

/** How many of the candidates are compared. @param shares theirs, the best first */
export function comparedCount(shares: readonly number[]): number {
  const [best = 0] = shares;
  return shares.slice(0, COMPARED_CANDIDATES).filter((share) => share >= LEAST_SHARE * best).length;
}

/** All texts whose vectors `withMeaning` needs. @param evidence of the candidates that are compared */
export function textsToCompare(
  view: LinkView,
  words: MentionWords,
  evidence: readonly ConceptEvidence[],
): readonly string[] {
  const compared = evidence.map((entry) => comparedOf(view, words, entry));
  return [readOf(words), ...compared.flatMap(({ names, others }) => [...names, ...others])];
}

/** The evidence with meanings compared; `textsToCompare` must be learnt. */
export function withMeaning(
  view: LinkView,
  words: MentionWords,
  evidence: readonly ConceptEvidence[],
  meanings: Meanings,
): readonly ConceptEvidence[] {
  const read = readOf(words);
  return evidence.map((entry) => {
    const { names, others } = comparedOf(view, words, entry);
    const compared = names.map((name) => ({ name, similarity: meanings.similarity(read, name) }));
    const [preferred] = compared;
    if (preferred === undefined) return entry;
    const best = compared.reduce((nearest, name) => (name.similarity > nearest.similarity ? name : nearest));
    const nearest = Math.max(best.similarity, ...others.map((text) => meanings.similarity(read, text)));
    return { ...entry, meaning: { ...best, preferred: preferred.similarity, nearest } };
  });
}

function comparedOf(view: LinkView, { text, longForm }: MentionWords, entry: ConceptEvidence): Compared {
  const { conceptIndex, nearRemembered, other } = entry;
  return {
    names: NearNames.of(view).mostLike(longForm ?? text, conceptIndex, COMPARED_NAMES),
    others: [nearRemembered, other].flatMap((near) => (near === null ? [] : [normaliseName(near.text)])),
  };
}

function readOf({ text, longForm }: MentionWords): string {
  return normaliseName(longForm ?? text);
}
