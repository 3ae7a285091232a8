import type { ScorerInput } from '../scorer.js';
import type { NextLogProbs } from './pseudo-model.js';

export interface SlowOptions {
  readonly names: readonly (readonly number[])[];
  readonly beams: number;
  readonly eos: number;
  readonly vocabularySize: number;
  readonly lengthPenalty: number;
  readonly maxNameLength: number;
}

export interface SlowHypothesis {
  readonly tokens: readonly number[];
  readonly score: number;
}

/** Tokens that may follow, by looking through all names; end-of-sequence where a name is complete. */
export function following(
  names: readonly (readonly number[])[],
  tokens: readonly number[],
  eos: number,
): number[] {
  const continued = names.filter((name) => tokens.every((token, index) => name[index] === token));
  return [...new Set(continued.map((name) => name[tokens.length] ?? eos))];
}

/** ANGEL's search for one input, written down from its description. */
export function slowAngelSearch(
  model: NextLogProbs,
  input: ScorerInput,
  { names, beams, eos, lengthPenalty }: SlowOptions,
): SlowHypothesis[] {
  const finished: SlowHypothesis[] = [];
  let live: SlowHypothesis[] = [{ tokens: [], score: 0 }];
  while (live.length > 0 && finished.length < beams) {
    const chosen = live
      .flatMap(({ tokens, score }) =>
        following(names, tokens, eos).map((token) => ({
          tokens: [...tokens, token],
          score: score + (model(input, tokens)[token] ?? 0),
        })),
      )
      .sort((a, b) => b.score - a.score)
      .slice(0, beams - finished.length);
    live = chosen.filter(({ tokens }) => tokens.at(-1) !== eos);
    for (const { tokens, score } of chosen) {
      if (tokens.at(-1) === eos) {
        finished.push({ tokens: tokens.slice(0, -1), score: score / tokens.length ** lengthPenalty });
      }
    }
  }
  return finished.sort((a, b) => b.score - a.score);
}

/** Scores every name and sorts: what any search must find when it has a beam for each name. */
export function bruteForce(
  model: NextLogProbs,
  input: ScorerInput,
  { names, eos, lengthPenalty }: SlowOptions,
): SlowHypothesis[] {
  return names
    .map((tokens) => {
      const whole = [...tokens, eos];
      const sum = whole.reduce(
        (total, token, at) => total + (model(input, whole.slice(0, at))[token] ?? 0),
        0,
      );
      return { tokens, score: sum / whole.length ** lengthPenalty };
    })
    .sort((a, b) => b.score - a.score);
}
