import type { TokenId } from '../ids.js';
import type { Engine } from './engine.js';
import type { ScorerInput } from './scorer.js';

/** An input and the names whose probability is asked for, in pieces, without end-of-sequence. */
export interface NamesOfInput {
  readonly input: ScorerInput;
  readonly names: readonly (readonly TokenId[])[];
}

/**
 * Log-probabilities of given names, each to be read like `Hypothesis.logProbs`: one for each piece and one for
 * end-of-sequence. Their sum is log p(name | source), whether a search would find the name or not. The result is parallel
 * to `asked` and its names; inputs without names cost nothing.
 */
export async function scoreNames(
  engine: Pick<Engine, 'encode' | 'score' | 'free'>,
  asked: readonly NamesOfInput[],
  eos: TokenId,
): Promise<readonly (readonly Float32Array[])[]> {
  const named = asked.filter(({ names }) => names.length > 0);
  if (named.length === 0) return asked.map(() => []);
  const encoded = await engine.encode(named.map(({ input }) => input.source));
  try {
    const rows = named.flatMap(({ input: { prefix }, names }, mention) =>
      names.map((name) => ({ mention, prefix, name: [...name, eos] })),
    );
    const scores = (await engine.score(encoded, rows)).values();
    return asked.map(({ names }) => names.flatMap(() => scores.next().value ?? []));
  } finally {
    engine.free(encoded);
  }
}
