import type { TrainingSettings } from './settings.js';

/**
 * Learning rate of a step: it rises evenly over the share `warmUp` of all steps to the peak, then falls with the power
 * `decayPower` of the steps left.
 *
 * @param step from 0, below `steps`
 * @param steps of the whole run
 */
export function rateAt(
  { rate, warmUp, decayPower }: Pick<TrainingSettings, 'rate' | 'warmUp' | 'decayPower'>,
  step: number,
  steps: number,
): number {
  const warm = Math.ceil(warmUp * steps);
  return step < warm ? (rate * (step + 1)) / warm : rate * ((steps - step) / (steps - warm)) ** decayPower;
}
