import { createRandom } from '../../random.js';
import type { RaggedTokens, Scorer, ScorerInput, StepRows } from '../scorer.js';

/** Log-probabilities over the whole vocabulary after a source and decoder tokens. */
export type NextLogProbs = (input: ScorerInput, generated: readonly number[]) => Float32Array;

/** A model without weights: logits are seeded by everything that came before, then log-softmax in f32. */
export function pseudoModel(vocabularySize: number, seed: number): NextLogProbs {
  return (input, generated) => {
    const past = [...input.source, -1, ...input.prefix, -2, ...generated];
    const random = createRandom(past.reduce((hash, token) => Math.imul(hash ^ token, 0x01000193) + 7, seed));
    const logits = Array.from({ length: vocabularySize }, () => 4 * random());
    const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
    return Float32Array.from(logits, (logit) => logit - Math.log(sum));
  };
}

export interface ObservedScorer extends Scorer {
  /** Sessions begun and not ended. */
  readonly open: number;
  readonly steps: number;
}

/** A scorer over `model` that checks what the search sends: rows by input, contiguous; parents that exist. */
export function observedScorer(model: NextLogProbs): ObservedScorer {
  let open = 0;
  let steps = 0;
  return {
    get open() {
      return open;
    },
    get steps() {
      return steps;
    },
    begin: (inputs, allowed) => {
      open++;
      let ended = false;
      let rows = inputs.map((_, input) => ({ input, generated: [] as readonly number[] }));
      const score = (next: RaggedTokens) => {
        if (next.starts.length !== rows.length + 1) throw new Error('One list of allowed tokens per row.');
        return Float32Array.from(
          rows.flatMap(({ input, generated }, row) => {
            const logProbs = model(inputs[input] ?? { source: [], prefix: [] }, generated);
            const tokens = next.tokens.slice(next.starts[row], next.starts[row + 1]);
            return Array.from(tokens, (token) => logProbs[token] ?? Number.NaN);
          }),
        );
      };
      return Promise.resolve({
        first: score(allowed),
        step: (step: StepRows, next: RaggedTokens) => {
          steps++;
          rows = Array.from(step.parents, (parent, index) => {
            const from = rows[parent];
            const token = step.tokens[index];
            if (!from || token === undefined) throw new Error(`Row ${index} continues no row.`);
            return { input: from.input, generated: [...from.generated, token] };
          });
          if (rows.some((row, index) => row.input < (rows[index - 1]?.input ?? 0))) {
            throw new Error('Rows are not ordered by input.');
          }
          return Promise.resolve(score(next));
        },
        end: () => {
          if (!ended) open--;
          ended = true;
        },
      });
    },
  };
}
