/** What the screen shows of learning: versions of the model, the run that makes one, and what it is taught. */
import type { AdapterVersion } from '../../core/adapter/version.js';
import type { Sha256 } from '../../core/ids.js';
import type { ImportedPair } from '../../core/preference/imported-pair.js';
import type { Progress } from '../../core/progress.js';
import type { SourceDocument } from '../../core/text/document.js';
import type { CurvePoint, TrainingJob } from '../../core/training/job.js';
import { DEFAULT_TRAINING, type TrainingSettings } from '../../core/training/settings.js';
import type { Backend, TrainingOutcome } from '../../rpc/protocol.js';
import type { ImportRemark } from '../app-state.js';

/** The parts of the page. */
export const LEARNING_TABS = ['pairs', 'train', 'versions', 'memory'] as const;
export type LearningTab = (typeof LEARNING_TABS)[number];

/** Where a run is, as far as it told. */
interface RunSoFar {
  readonly job: TrainingJob;
  /** Oldest first. */
  readonly curve: readonly CurvePoint[];
  /** All that there will be; 0 while unknown. */
  readonly steps: number;
  /** Steps that a crash would not lose; 0 before the first checkpoint. */
  readonly safeSteps: number;
}

/** The training worker is at it. */
export interface RunUnderWay extends RunSoFar {
  readonly stage: 'running';
  /** As the entry of `AppState.tasks` has it, which knows the time left. */
  readonly progress: Progress;
  readonly isPaused: boolean;
  /** The tab was out of sight meanwhile. */
  readonly wasHidden: boolean;
  /** Null until the worker has chosen. */
  readonly backend: { readonly backend: Backend; readonly reason: string } | null;
  /** Why the last checkpoint was not kept, or null. */
  readonly notKept: string | null;
}

/** Stopped on the way: can go on from its last checkpoint. */
export interface InterruptedRun extends RunSoFar {
  readonly stage: 'interrupted';
  /** What stopped it, in words; null where the curator did, or closed the tab. */
  readonly why: string | null;
}

/** Trained and judged; not kept yet. */
export interface JudgedRun {
  readonly stage: 'judged';
  readonly job: TrainingJob;
  readonly outcome: TrainingOutcome;
}

export type TrainingRun = RunUnderWay | InterruptedRun | JudgedRun;

/** What came of a file of pairs. */
export interface PairsImport {
  readonly file: string;
  /** Keys of those that were not here before. */
  readonly added: readonly string[];
  /** In the file and here already. */
  readonly known: number;
  readonly failed: readonly ImportRemark[];
}

export interface LearningState {
  readonly learningTab: LearningTab;
  /** Those in this browser, oldest first. */
  readonly versions: readonly AdapterVersion[];
  /** The version that links, by its hash; null for the base model. */
  readonly version: Sha256 | null;
  /** What linked before the last switch, to go back to; null before the first one. */
  readonly before: { readonly version: Sha256 | null } | null;
  readonly training: TrainingRun | null;
  readonly isOnBattery: boolean;
  readonly trainingSettings: TrainingSettings;
  /** New pairs after which training is proposed; 0 for never. */
  readonly proposeAfter: number;
  readonly importedPairs: readonly ImportedPair[];
  readonly pairsImport: PairsImport | null;
  /** Annotated documents of the curator's, to judge on. */
  readonly gold: readonly SourceDocument[];
}

/** New pairs after which training is proposed, unless the curator says otherwise. */
export const PROPOSE_AFTER = 20;

export const NO_LEARNING: LearningState = {
  learningTab: 'pairs',
  versions: [],
  version: null,
  before: null,
  training: null,
  isOnBattery: false,
  trainingSettings: DEFAULT_TRAINING,
  proposeAfter: PROPOSE_AFTER,
  importedPairs: [],
  pairsImport: null,
  gold: [],
};
