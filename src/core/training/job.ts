/** What a run of training is given: plain values, so that it can wait in storage and go on after the tab was closed. */
import type { ConceptId, DocumentId, MentionId, Sha256 } from '../ids.js';
import type { Memory } from '../link/memory.js';
import type { Mention } from '../text/document.js';
import type { TrainingSettings } from './settings.js';

/** A name to prefer in a place of a text, and the one it is preferred to. */
export interface TrainingExample {
  /** The same for the same words and names, whatever decision they come from. */
  readonly key: string;
  /** Words around the mention, and the mention in them, as the linker reads a document. */
  readonly text: string;
  readonly mention: Mention;
  /** Normalised names. */
  readonly chosen: string;
  /** Null for an example that is supervised only. */
  readonly rejected: string | null;
  /** How much it counts beside the others; 1 on average. */
  readonly weight: number;
  /** The document that it is from, by which figures are resampled; absent where none is known. */
  readonly documentId?: DocumentId;
}

/** Where a judged mention comes from. */
export type CasePart = 'training' | 'held-out' | 'undecided' | 'gold';

/** A mention to be linked before and after. */
export interface EvaluationCase {
  readonly mention: Mention;
  readonly part: CasePart;
  /** What is right; empty where nothing was decided. */
  readonly gold: readonly ConceptId[];
}

/** A document with mentions to be linked before and after. */
export interface EvaluationDocument {
  readonly documentId: DocumentId;
  readonly text: string;
  /** All its mentions, which speak for concepts too. */
  readonly around: readonly Mention[];
  readonly cases: readonly EvaluationCase[];
}

/**
 * What the model was first taught, drawn from the knowledge bases in use: a synonym as a mention without a text, and
 * another name of its concept as the name to write. The worker draws it, from the settings' seed.
 */
export interface Replay {
  /** To be trained beside; supervised. */
  readonly examples: readonly TrainingExample[];
  /** Of other concepts, to be judged: the text is the synonym, and the mention all of it. */
  readonly documents: readonly EvaluationDocument[];
}

export interface TrainingJob {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly settings: TrainingSettings;
  /** Hash of the base model's manifest. */
  readonly baseHash: Sha256;
  /** The version to go on from, or null for the base model. */
  readonly parent: Sha256 | null;
  readonly training: readonly TrainingExample[];
  readonly heldOut: readonly TrainingExample[];
  readonly documents: readonly EvaluationDocument[];
  /** What the decisions of the training part remember, those held out left out. */
  readonly memory: Memory;
  /** Highest sequence number of the decisions that it learns from; 0 for none. */
  readonly lastDecision: number;
}

/** A place on the curve of a run. */
export interface CurvePoint {
  /** Steps done. */
  readonly step: number;
  /** Means since the point before. */
  readonly loss: number;
  readonly accuracy: number;
  readonly margin: number;
  readonly rate: number;
  /** On all held-out pairs; null where they were not looked at. */
  readonly heldOut: PairMeans | null;
}

/** Means over pairs. */
export interface PairMeans {
  readonly loss: number;
  /** Share of pairs whose implicit reward prefers the chosen name; a pair that has not moved counts one half. */
  readonly accuracy: number;
  /** beta times the change of the log-odds of chosen against rejected since the reference. */
  readonly margin: number;
  /** Share of pairs whose chosen name has the higher log-probability. */
  readonly chosenFirst: number;
}

/** How a run may use the machine: `yielding` while the page waits for the linker. */
export type TrainingPace = 'full' | 'yielding' | 'paused';

/** Where a document and mention are that the curator can go to. */
export interface Place {
  readonly documentId: DocumentId;
  readonly mentionId: MentionId;
}
