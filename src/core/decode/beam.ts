import type { TokenId } from '../ids.js';
import type { Hypothesis } from './hypothesis.js';

/** A name in the making: one row of a decoding step. Shares its past with its siblings. */
export interface Beam {
  /** Null for the empty name. */
  readonly parent: Beam | null;
  /** Row of the parent in the step before. */
  readonly parentRow: number;
  /** Last token; meaningless for the empty name. */
  readonly token: TokenId;
  /** In the trie; end-of-sequence does not move it. */
  readonly state: number;
  /** Log-probability of the last token. */
  readonly logProb: number;
  /** Sum of log-probabilities after the prefix, in f32 as the references keep it. */
  readonly sum: number;
  /** Tokens so far, end-of-sequence included. */
  readonly length: number;
  /** The last token is end-of-sequence. */
  readonly ended: boolean;
}

/** The empty name of the mention in row `row`. */
export function emptyBeam(row: number, root: number): Beam {
  return {
    parent: null,
    parentRow: row,
    token: 0 as TokenId,
    state: root,
    logProb: 0,
    sum: 0,
    length: 0,
    ended: false,
  };
}

/** Sum of log-probabilities divided by their count to the power of `lengthPenalty`, in f32. */
export function normalisedScore(beam: Beam, lengthPenalty: number): number {
  return Math.fround(beam.sum / Math.fround(beam.length ** lengthPenalty));
}

/** `beam` has ended. */
export function toHypothesis(beam: Beam, score: number): Hypothesis {
  const tokens: TokenId[] = [];
  const logProbs = new Float32Array(beam.length);
  for (let at = beam; at.parent; at = at.parent) {
    if (!at.ended) tokens.push(at.token);
    logProbs[at.length - 1] = at.logProb;
  }
  return { tokens: tokens.reverse(), state: beam.state, score, logProbs };
}
