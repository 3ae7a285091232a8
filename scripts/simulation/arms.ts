/** The ways of learning that are compared. */
import type { TrainingLoss } from '../../src/core/training/settings.js';

export const ARM_NAMES = ['none', 'memory', 'positives', 'dpo', 'dpo_memory'] as const;
export type ArmName = (typeof ARM_NAMES)[number];

export interface Arm {
  /** Whether earlier decisions are remembered. */
  readonly remembers: boolean;
  /** What an adapter is trained by; `preference`: by the loss of the settings. Null where none is trained. */
  readonly trains: 'preference' | (TrainingLoss & 'positive') | null;
}

export const ARMS: Readonly<Record<ArmName, Arm>> = {
  none: { remembers: false, trains: null },
  memory: { remembers: true, trains: null },
  positives: { remembers: false, trains: 'positive' },
  dpo: { remembers: false, trains: 'preference' },
  dpo_memory: { remembers: true, trains: 'preference' },
};
