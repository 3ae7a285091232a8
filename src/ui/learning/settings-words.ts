/** Settings of training in words. */
import type { AdapterTarget } from '../../core/adapter/adapter.js';
import type { TrainingLoss } from '../../core/training/settings.js';

export const LOSSES: Readonly<Record<TrainingLoss, { readonly label: string; readonly hint: string }>> = {
  dpo: {
    label: 'Preferences (DPO)',
    hint: 'The better name gains on the worse one, however far apart they are already.',
  },
  ipo: {
    label: 'Preferences, up to a margin (IPO)',
    hint: 'The same, but only until the better name leads by a set margin: for few pairs, or doubtful ones.',
  },
  positive: {
    label: 'Better names only',
    hint: 'Learns to write what you chose and nothing from what you passed over: for a start with a handful of pairs.',
  },
};

export function lossName(loss: TrainingLoss): string {
  return LOSSES[loss].label;
}

export const TARGETS: Readonly<Record<AdapterTarget, string>> = {
  'self-attention': 'attention to what is written',
  'cross-attention': 'attention to the text',
  'first-feed-forward': 'first feed-forward layer',
  'second-feed-forward': 'second feed-forward layer',
};

export function targetNames(targets: readonly AdapterTarget[]): string {
  return targets.map((target) => TARGETS[target]).join(', ');
}
