import type { Beam } from './beam.js';
import type { Hypothesis } from './hypothesis.js';

/** The bookkeeping of one mention's search: what differs between the semantics. */
export interface MentionSearch {
  /** How many candidates the next step must offer. */
  readonly candidateCount: number;
  /**
   * Takes the best candidates of a step, best first (fewer than asked when there are no more), and gives the beams to
   * go on with, best first; none when the search is over.
   */
  advance(candidates: readonly Beam[]): readonly Beam[];
  /** Best first. */
  hypotheses(): readonly Hypothesis[];
}
