import { SeraphError } from '../errors.js';
import type { TokenId } from '../ids.js';
import type { AllowedTokens } from './allowed-tokens.js';
import type { Beam } from './beam.js';

/** One decoding step as scored: the rows, what may follow each, and how likely it is. */
export interface ScoredStep {
  readonly rows: readonly Beam[];
  readonly allowed: AllowedTokens;
  /** Parallel to `allowed.tokens`. */
  readonly logProbs: Float32Array;
  readonly eos: TokenId;
}

/** A continuation among the best: little, because most are soon pushed out again. */
interface Candidate {
  readonly sum: number;
  readonly row: number;
  readonly place: number;
  readonly token: number;
}

/**
 * The `count` best continuations of rows `from` to `to` (those of one mention), by sum of log-probabilities, best
 * first; ties by row, then token, which is the order of the references' flattened scores. Fewer when there are fewer.
 */
export function topCandidates(step: ScoredStep, from: number, to: number, count: number): readonly Beam[] {
  const { rows, allowed, logProbs, eos } = step;
  const { starts, tokens } = allowed;
  const best: Candidate[] = [];
  /** What is less does not come among the best: nearly all of long lists. */
  let least = -Infinity;
  for (let row = from; row < to; row++) {
    const before = rows[row]?.sum ?? 0;
    const end = starts[row + 1] ?? 0;
    for (let place = starts[row] ?? 0; place < end; place++) {
      const sum = Math.fround(before + (logProbs[place] ?? Number.NaN));
      if (sum < least) continue;
      if (Number.isNaN(sum)) throw notANumber();
      insert(best, { sum, row, place, token: tokens[place] ?? 0 }, count);
      if (best.length === count) least = best[count - 1]?.sum ?? -Infinity;
    }
  }
  return best.map(({ sum, row, place, token }): Beam => {
    const parent = rows[row] ?? null;
    return {
      parent,
      parentRow: row,
      token: token as TokenId,
      state: allowed.stateAt(place),
      logProb: logProbs[place] ?? 0,
      sum,
      length: (parent?.length ?? 0) + 1,
      ended: (token as TokenId) === eos,
    };
  });
}

/** Keeps the `count` first in order. `count` is a few times the beams, so shifting is cheaper than a heap. */
function insert(best: Candidate[], candidate: Candidate, count: number): void {
  let at = best.length;
  if (at === count) {
    const last = best[--at];
    if (last && !precedes(candidate, last)) return;
  }
  for (; at > 0; at--) {
    const other = best[at - 1];
    if (!other || !precedes(candidate, other)) break;
    best[at] = other;
  }
  best[at] = candidate;
}

function precedes(candidate: Candidate, other: Candidate): boolean {
  if (candidate.sum !== other.sum) return candidate.sum > other.sum;
  return candidate.row !== other.row ? candidate.row < other.row : candidate.token < other.token;
}

function notANumber(): SeraphError {
  return new SeraphError(
    'internal',
    'The model gave a probability that is not a number. Your decisions are safe. ' +
      'Reload the page; if it happens again, choose another backend or convert the model again.',
    { expected: 'a log-probability', got: 'NaN' },
  );
}
