import type { TrainingSettings } from '../../../core/training/settings.js';

/** A setting that is a number. */
export type NumberSetting = {
  [Field in keyof TrainingSettings]: TrainingSettings[Field] extends number ? Field : never;
}[keyof TrainingSettings];

export interface SettingField {
  readonly field: NumberSetting;
  readonly label: string;
  /** What it does, in a line. */
  readonly hint: string;
}

/** What most people look at. */
export const MAIN_FIELDS: readonly SettingField[] = [
  { field: 'epochs', label: 'Epochs', hint: 'How often each pair is seen.' },
  {
    field: 'rank',
    label: 'Rank',
    hint: 'Room for what is learnt; more fits more pairs, and overfits sooner.',
  },
];

export const MORE_FIELDS: readonly SettingField[] = [
  {
    field: 'alpha',
    label: 'Alpha',
    hint: 'How much the adapter counts: alpha divided by rank. Twice the rank is usual.',
  },
  {
    field: 'rate',
    label: 'Learning rate',
    hint: 'The highest one, after the warm-up. Too high, and the loss jumps or ends.',
  },
  {
    field: 'beta',
    label: 'Beta',
    hint: 'How far a pair may move the model from where it began: lower moves it further.',
  },
  {
    field: 'supervised',
    label: 'Supervised weight',
    hint: 'Beside the preference, also learns to write the better name. 0 for the preference alone.',
  },
  {
    field: 'replay',
    label: 'Replay weight',
    hint: 'Repeats synonyms of your knowledge bases, so that what it knew stays. 0 for none.',
  },
  {
    field: 'heldOut',
    label: 'Share held out',
    hint: 'Of the documents, to judge on: their pairs are not trained on.',
  },
  {
    field: 'judgedNames',
    label: 'Names to judge by',
    hint: 'So many synonyms are linked before and after, to see what was lost. Fewer is faster; 0 for none.',
  },
  {
    field: 'patience',
    label: 'Patience',
    hint: 'Looks at the pairs held out without gain after which it stops early. 0 for never.',
  },
  { field: 'batch', label: 'Pairs a step', hint: 'The model changes once for so many pairs.' },
  {
    field: 'microBatch',
    label: 'Pairs at once',
    hint: 'So many go through the model together: fewer take less memory, and the result is the same.',
  },
  {
    field: 'warmUp',
    label: 'Warm-up',
    hint: 'Share of all steps over which the learning rate rises.',
  },
  {
    field: 'decayPower',
    label: 'Decay',
    hint: 'The rate then falls with this power of the steps left: 1 is a straight line, 0 does not fall.',
  },
  {
    field: 'weightDecay',
    label: 'Weight decay',
    hint: 'Pulls the adapter back to nothing, a little each step.',
  },
  { field: 'clip', label: 'Gradient limit', hint: 'A step is never larger than this, however odd a pair.' },
  { field: 'seed', label: 'Seed', hint: 'The same seed and pairs give the same model on one machine.' },
];
