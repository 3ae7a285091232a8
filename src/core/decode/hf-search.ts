import { normalisedScore, toHypothesis, type Beam } from './beam.js';
import type { MentionSearch } from './mention-search.js';

interface Finished {
  readonly beam: Beam;
  readonly score: number;
}

/**
 * Beam search as Transformers 5's `generate` does it (`_beam_search` in `generation/utils.py`) with a constraint by
 * trie: twice as many candidates as beams, so that names that end leave the beams full; a name is kept when it ends
 * among the first `beams` candidates; the search is over when the best beam, at its present length, scores no more
 * than the worst of `beams` names kept. The placeholders that `generate` carries at -1e9 never win over a name, so
 * they are left out here: fewer names than beams give fewer hypotheses.
 * @param earlyStopping stop as soon as `beams` names are kept.
 */
export function createHfSearch(beams: number, lengthPenalty: number, earlyStopping: boolean): MentionSearch {
  let finished: readonly Finished[] = [];
  return {
    candidateCount: 2 * beams,
    advance: (candidates) => {
      const ended = candidates
        .slice(0, beams)
        .filter((candidate) => candidate.ended)
        .map((beam): Finished => ({ beam, score: normalisedScore(beam, lengthPenalty) }));
      finished = [...finished, ...ended].sort((a, b) => b.score - a.score).slice(0, beams);
      const running = candidates.filter((candidate) => !candidate.ended).slice(0, beams);

      const [best] = running;
      const worst = finished[beams - 1];
      if (!best || !worst) return running;
      const canImprove = normalisedScore(best, lengthPenalty) > worst.score;
      return canImprove && !earlyStopping ? running : [];
    },
    hypotheses: () => finished.map(({ beam, score }) => toHypothesis(beam, score)),
  };
}
