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

/**
 * The `count` best continuations of rows `from` to `to` (those of one mention), by sum of log-probabilities, best
 * first; ties by row, then token, which is the order of the references' flattened scores. Fewer when there are fewer.
 */
export function topCandidates(step: ScoredStep, from: number, to: number, count: number): readonly Beam[] {
  const best: Beam[] = [];
  for (let row = from; row < to; row++) {
    const parent = step.rows[row];
    if (!parent) break;
    const start = step.allowed.starts[row] ?? 0;
    const end = step.allowed.starts[row + 1] ?? 0;
    for (let place = start; place < end; place++) {
      const logProb = step.logProbs[place] ?? Number.NaN;
      if (Number.isNaN(logProb)) throw notANumber();
      const sum = Math.fround(parent.sum + logProb);
      const token = (step.allowed.tokens[place] ?? 0) as TokenId;
      if (best.length === count && !precedes(sum, row, token, best.at(-1))) continue;
      const ended = token === step.eos;
      const state = step.allowed.states[place] ?? 0;
      insert(best, { parent, parentRow: row, token, state, logProb, sum, length: parent.length + 1, ended });
      if (best.length > count) best.pop();
    }
  }
  return best;
}

/** Keeps `best` sorted. `count` is a few times the beams, so shifting is cheaper than a heap. */
function insert(best: Beam[], candidate: Beam): void {
  let at = best.length;
  while (at > 0 && precedes(candidate.sum, candidate.parentRow, candidate.token, best[at - 1])) at--;
  best.splice(at, 0, candidate);
}

function precedes(sum: number, row: number, token: TokenId, other: Beam | undefined): boolean {
  if (!other) return true;
  if (sum !== other.sum) return sum > other.sum;
  return row !== other.parentRow ? row < other.parentRow : token < other.token;
}

function notANumber(): SeraphError {
  return new SeraphError(
    'internal',
    'The model gave a probability that is not a number. Your decisions are safe. ' +
      'Reload the page; if it happens again, choose another backend or convert the model again.',
    { expected: 'a log-probability', got: 'NaN' },
  );
}
