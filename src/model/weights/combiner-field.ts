import { FEATURES, type CombinerSet, type CombinerWeights, type Feature } from '../../core/link/combine.js';
import type { Fields } from './fields.js';

/** The combiner's weights in a manifest; null when the model came without (`npm run fit-combiner` adds them). */
export function readCombiner(root: Fields): CombinerSet | null {
  if (!root.has('combiner')) return null;
  const combiner = root.object('combiner');
  return { model: readWeights(combiner.object('model')), system: readWeights(combiner.object('system')) };
}

function readWeights(fields: Fields): CombinerWeights {
  const weights = fields.object('weights');
  const missing = FEATURES.filter((name) => !weights.has(name));
  if (missing.length > 0) {
    throw fields.wrong(
      'weights',
      'a weight for each kind of evidence that this Seraph weighs (its fit-combiner writes them)',
      `none for ${missing.join(', ')}`,
    );
  }
  const values = Object.fromEntries(FEATURES.map((name) => [name, weights.real(name)]));
  return { weights: values as Record<Feature, number>, none: fields.real('none') };
}
