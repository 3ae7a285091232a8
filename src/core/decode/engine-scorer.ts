import type { Engine } from './engine.js';
import type { Scorer } from './scorer.js';

/** Scores with a running model. The handles of a session are freed by its `end`, or at once when `begin` fails. */
export function engineScorer(engine: Engine): Scorer {
  return {
    begin: async (inputs, allowed) => {
      const encoded = await engine.encode(inputs.map((input) => input.source));
      try {
        const prefixes = inputs.map((input) => input.prefix);
        const { state, logProbs } = await engine.prefill(encoded, prefixes, allowed);
        return {
          first: logProbs,
          step: (rows, next) => engine.step(state, rows, next),
          end: () => {
            engine.free(state);
            engine.free(encoded);
          },
        };
      } catch (error) {
        engine.free(encoded);
        throw error;
      }
    },
  };
}
