import type { Sha256 } from '../ids.js';
import type { ReportFigures } from '../training/report.js';
import type { TrainingSettings } from '../training/settings.js';
import type { AdapterShape } from './adapter.js';

/** An adapter as it is kept: what it is of, where it comes from, and what it was measured to do. */
export interface AdapterVersion {
  /** SHA-256 of its `adapter_model.safetensors`, which names its base model too: what suggestions record. */
  readonly hash: Sha256;
  /** Bytes of that file. */
  readonly bytes: number;
  /** The curator's name for it. */
  readonly name: string;
  /** Hash of the base model's manifest: no other model can use it. */
  readonly baseHash: Sha256;
  /** The base model's id, for people. */
  readonly baseId: string;
  /** The version that training went on from; null for the base model itself. */
  readonly parent: Sha256 | null;
  readonly shape: AdapterShape;
  readonly origin: 'trained' | 'imported';
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Null for one that came from elsewhere. */
  readonly training: VersionTraining | null;
}

/** What a version was trained on, with, and to what end. */
export interface VersionTraining {
  readonly settings: TrainingSettings;
  /** Pairs trained on, and pairs held out. */
  readonly pairs: number;
  readonly heldOutPairs: number;
  readonly replay: number;
  readonly documents: number;
  readonly steps: number;
  /** Highest sequence number of the decisions that it learnt from; 0 for none. */
  readonly lastDecision: number;
  readonly figures: ReportFigures;
}
