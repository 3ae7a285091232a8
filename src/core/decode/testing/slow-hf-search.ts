import type { ScorerInput } from '../scorer.js';
import type { NextLogProbs } from './pseudo-model.js';
import { following, type SlowHypothesis, type SlowOptions } from './slow-search.js';

interface Sequence {
  readonly tokens: readonly number[];
  readonly score: number;
}

const NEVER = -1e9;

/**
 * `_beam_search` of Transformers 5 for one input, line by line and with whole-vocabulary scores: beams that start at
 * -1e9, masks of minus infinity, finished sequences pushed down by -1e9. Slow, and independent of the search under
 * test, which leaves all of these placeholders out.
 */
export function slowHfSearch(
  model: NextLogProbs,
  input: ScorerInput,
  { names, beams, eos, vocabularySize, lengthPenalty, maxNameLength }: SlowOptions,
): SlowHypothesis[] {
  const f = Math.fround;
  let running: Sequence[] = Array.from({ length: beams }, (_, beam) => ({
    tokens: [],
    score: beam === 0 ? 0 : NEVER,
  }));
  let kept = running.map(() => ({ tokens: [] as readonly number[], score: NEVER, finished: false }));

  for (let length = 1; ; length++) {
    const scores: { tokens: readonly number[]; score: number }[] = [];
    for (const beam of running) {
      const logProbs = model(input, beam.tokens);
      const options = following(names, beam.tokens, eos);
      const allowed = options.length > 0 ? options : [eos];
      for (let token = 0; token < vocabularySize; token++) {
        const masked = allowed.includes(token) ? (logProbs[token] ?? 0) : -Infinity;
        scores.push({ tokens: [...beam.tokens, token], score: f(masked + beam.score) });
      }
    }
    const top = topK(scores, 2 * beams).map((candidate) => ({
      ...candidate,
      hits: candidate.tokens.at(-1) === eos || length === maxNameLength + 1,
    }));
    running = topK(
      top.map(({ tokens, score, hits }) => ({ tokens, score: hits ? f(score + NEVER) : score })),
      beams,
    );
    const divisor = f(length ** lengthPenalty);
    const merged = [
      ...kept,
      ...top.map(({ tokens, score, hits }, rank) => {
        const finished = hits && rank < beams;
        const normalised = f(score / divisor);
        return { tokens, score: finished ? normalised : f(normalised + NEVER), finished };
      }),
    ];
    kept = topK(merged, beams);

    const best = f((running[0]?.score ?? NEVER) / divisor);
    const worst = Math.min(...kept.map(({ score }) => score));
    const canImprove = kept.some(({ finished }) => best > (finished ? worst : NEVER));
    if (!canImprove || top.every(({ hits }) => hits)) break;
  }
  // Placeholders keep a score near -1e9 divided by a small power of the length.
  return kept
    .filter(({ score }) => score > NEVER / 1000)
    .map(({ tokens, score }) => ({ tokens: tokens.slice(0, tokens.indexOf(eos)), score }));
}

function topK<T extends { readonly score: number }>(items: readonly T[], count: number): T[] {
  return [...items].sort((a, b) => (a.score === b.score ? 0 : b.score - a.score)).slice(0, count);
}
