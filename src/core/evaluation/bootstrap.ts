import { createRandom } from '../random.js';

/** An estimate with its 95 % bootstrap interval over documents. */
export interface Estimate {
  readonly value: number;
  /** Ends of the interval. */
  readonly lower: number;
  readonly upper: number;
}

const RESAMPLES = 2000;

/**
 * An estimate from documents, with its 95 % percentile interval (Efron and Tibshirani 1993, chapter 13): documents are
 * drawn with replacement, because mentions of one document repeat each other.
 *
 * @param estimate of some of the documents, repeats included
 */
export function bootstrapped<Document>(
  documents: readonly Document[],
  estimate: (drawn: readonly Document[]) => number,
  seed = 1,
): Estimate {
  const random = createRandom(seed);
  const drawn = Array.from({ length: RESAMPLES }, () =>
    estimate(
      documents.map(
        (_, i) => documents[Math.floor(random() * documents.length)] ?? (documents[i] as Document),
      ),
    ),
  ).sort((a, b) => a - b);
  const at = (share: number): number => drawn[Math.round(share * (RESAMPLES - 1))] ?? Number.NaN;
  return { value: estimate(documents), lower: at(0.025), upper: at(0.975) };
}
