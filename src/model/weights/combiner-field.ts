import {
  FEATURES,
  MEANING_FEATURES,
  type CombinerSet,
  type CombinerWeights,
  type Feature,
} from '../../core/link/combine.js';
import type { Fields } from './fields.js';

/** The combiner's weights in a manifest; null when the model came without (`npm run fit-combiner` adds them). */
export function readCombiner(root: Fields): CombinerSet | null {
  if (!root.has('combiner')) return null;
  const combiner = root.object('combiner');
  return {
    model: readWeights(combiner.object('model'), WITHOUT_MEANING),
    system: readWeights(combiner.object('system'), WITHOUT_MEANING),
    open: combiner.has('open') ? readWeights(combiner.object('open'), FEATURES) : null,
  };
}

/** Only `open` weighs meanings: a model that was fitted before there were any is as good as it was. */
const WITHOUT_MEANING = FEATURES.filter((name) => !new Set<Feature>(MEANING_FEATURES).has(name));

function readWeights(fields: Fields, needed: readonly Feature[]): CombinerWeights {
  const weights = fields.object('weights');
  const missing = needed.filter((name) => !weights.has(name));
  if (missing.length > 0) {
    throw fields.wrong(
      'weights',
      'a weight for each kind of evidence that this Seraph weighs (its fit-combiner writes them)',
      `none for ${missing.join(', ')}`,
    );
  }
  const values = Object.fromEntries(
    FEATURES.map((name) => [name, weights.has(name) ? weights.real(name) : 0]),
  );
  return { weights: values as Record<Feature, number>, none: fields.real('none') };
}
