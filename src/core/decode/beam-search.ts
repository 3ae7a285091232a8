import { assertNever, SeraphError } from '../errors.js';
import type { TokenId } from '../ids.js';
import type { Watch } from '../progress.js';
import { Continuations } from '../trie/continuations.js';
import type { Trie } from '../trie/trie.js';
import { allowedTokens } from './allowed-tokens.js';
import { createAngelSearch } from './angel-search.js';
import { emptyBeam, type Beam } from './beam.js';
import { createHfSearch } from './hf-search.js';
import type { Hypothesis } from './hypothesis.js';
import type { MentionSearch } from './mention-search.js';
import type { RaggedTokens, Scorer, ScorerInput, StepRows } from './scorer.js';
import { topCandidates, type ScoredStep } from './top-candidates.js';

export interface BeamSearchOptions {
  readonly beams: number;
  /** `hf`: as Transformers' `generate`; `angel`: as ANGEL's released generator. */
  readonly semantics: 'hf' | 'angel';
  readonly eos: TokenId;
  /** In pieces, without end-of-sequence. Longer names are not generated. */
  readonly maxNameLength: number;
  /** Exponent of the length that a sum of log-probabilities is divided by; 1 when absent. */
  readonly lengthPenalty?: number;
  /** Semantics `hf` only: stop as soon as `beams` names are finished; false when absent. */
  readonly earlyStopping?: boolean;
}

const TASK = 'Linking mentions';

/**
 * The most probable names of each input under the trie: per input at most `beams` hypotheses, best first. All inputs
 * advance in lock-step: one scorer step for the live rows of all of them, ordered by input. Probabilities are of the
 * full vocabulary; the trie only masks.
 * @throws aborted, after at most one step, when `watch.signal` is.
 */
export async function beamSearch(
  scorer: Scorer,
  trie: Trie,
  inputs: readonly ScorerInput[],
  options: BeamSearchOptions,
  watch: Watch = {},
): Promise<readonly (readonly Hypothesis[])[]> {
  checkOptions(options);
  throwIfAborted(watch);
  const { eos, maxNameLength } = options;
  const searches = inputs.map(() => createSearch(options));
  let rows: readonly Beam[] = inputs.map((_, input) => emptyBeam(input, trie.root));
  const scratch = new Continuations();
  let allowed = allowedTokens(trie, rows, eos, maxNameLength, scratch);
  if (allowed.tokens.length === 0) return inputs.map(() => []);

  const session = await scorer.begin(inputs, allowed);
  try {
    let logProbs = session.first;
    let rowsOf: readonly number[] = inputs.map(() => 1);
    for (;;) {
      throwIfAborted(watch);
      checkLength(logProbs, allowed);
      const live = advance(searches, rowsOf, { rows, allowed, logProbs, eos });
      rows = live.flat();
      rowsOf = live.map((beams) => beams.length);
      const done = live.filter((beams) => beams.length === 0).length;
      watch.onProgress?.({ task: TASK, done, total: inputs.length, unit: 'mentions' });
      allowed = allowedTokens(trie, rows, eos, maxNameLength, scratch);
      if (allowed.tokens.length === 0) break;
      logProbs = await session.step(stepRows(rows), allowed);
    }
  } finally {
    session.end();
  }
  return searches.map((search) => search.hypotheses());
}

/** Gives each search its candidates; the beams to go on with, per input. */
function advance(
  searches: readonly MentionSearch[],
  rowsOf: readonly number[],
  step: ScoredStep,
): readonly (readonly Beam[])[] {
  let end = 0;
  return searches.map((search, input) => {
    const start = end;
    end += rowsOf[input] ?? 0;
    if (start === end) return [];
    return search.advance(topCandidates(step, start, end, search.candidateCount));
  });
}

function stepRows(rows: readonly Beam[]): StepRows {
  return {
    parents: Uint32Array.from(rows, (beam) => beam.parentRow),
    tokens: Uint32Array.from(rows, (beam) => beam.token),
  };
}

function createSearch({
  semantics,
  beams,
  lengthPenalty = 1,
  earlyStopping = false,
}: BeamSearchOptions): MentionSearch {
  switch (semantics) {
    case 'hf':
      return createHfSearch(beams, lengthPenalty, earlyStopping);
    case 'angel':
      return createAngelSearch(beams, lengthPenalty);
    default:
      return assertNever(semantics);
  }
}

function checkOptions({ beams, maxNameLength }: BeamSearchOptions): void {
  for (const [name, value] of Object.entries({ beams, maxNameLength })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new SeraphError(
        'internal',
        `The search was asked with ${name} = ${value}; it must be a whole number from 1. Nothing was changed. Please report this.`,
        { expected: 'a whole number from 1', got: value },
      );
    }
  }
}

function checkLength(logProbs: Float32Array, allowed: RaggedTokens): void {
  if (logProbs.length !== allowed.tokens.length) {
    throw new SeraphError(
      'internal',
      `The model scored ${logProbs.length} tokens of ${allowed.tokens.length}. Your decisions are safe. Please report this.`,
      { expected: allowed.tokens.length, got: logProbs.length },
    );
  }
}

function throwIfAborted(watch: Watch): void {
  if (watch.signal?.aborted) {
    throw new SeraphError(
      'aborted',
      'Linking was stopped. Decisions made so far are safe. Link the document again when you want to.',
    );
  }
}
