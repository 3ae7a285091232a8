import { normalisedScore, toHypothesis, type Beam } from './beam.js';
import type { MentionSearch } from './mention-search.js';

/**
 * Beam search as ANGEL's released generator does it (arXiv 2408.16493): as many candidates as there are beams left;
 * a name that ends takes its beam with it, so the live set shrinks; the search is over when `beams` names have ended.
 */
export function createAngelSearch(beams: number, lengthPenalty: number): MentionSearch {
  const finished: Beam[] = [];
  return {
    get candidateCount() {
      return beams - finished.length;
    },
    advance: (candidates) => {
      finished.push(...candidates.filter((candidate) => candidate.ended));
      return finished.length < beams ? candidates.filter((candidate) => !candidate.ended) : [];
    },
    hypotheses: () =>
      finished
        .map((beam) => toHypothesis(beam, normalisedScore(beam, lengthPenalty)))
        .sort((a, b) => b.score - a.score),
  };
}
