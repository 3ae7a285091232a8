/** What training did, measured before it is kept. */
import type { Estimate } from '../evaluation/bootstrap.js';
import type { ConceptId } from '../ids.js';
import type { CasePart, CurvePoint, PairMeans, Place } from './job.js';

export type { Estimate };

/** Shares of mentions, in percent. */
export interface TopFigures {
  readonly top1: Estimate;
  readonly top5: Estimate;
}

/** Old against new on the same mentions. */
export interface BeforeAfter {
  readonly mentions: number;
  readonly before: TopFigures;
  readonly after: TopFigures;
  /** Points of top-1 gained. */
  readonly difference: Estimate;
}

/** What memory and training bring, each by itself and together, in percent of top-1 on held-out decisions. */
export interface Contributions {
  readonly neither: Estimate;
  readonly memory: Estimate;
  readonly training: Estimate;
  readonly both: Estimate;
}

/** The numbers of a report that are kept with a version. */
export interface ReportFigures {
  /** Held-out pairs; null where there are none. */
  readonly pairs: {
    readonly count: number;
    readonly before: PairMeans;
    readonly after: PairMeans;
    /** Accuracy after, in percent. */
    readonly accuracy: Estimate;
  } | null;
  /** Held-out decisions, linked as the page links. */
  readonly heldOut: BeforeAfter | null;
  readonly contributions: Contributions | null;
  /** Synonyms of the knowledge base that were not trained on, by generation alone. */
  readonly replay: BeforeAfter | null;
  /** An imported gold set. */
  readonly gold: BeforeAfter | null;
}

/** A first candidate. */
export interface FlipSide {
  readonly conceptId: ConceptId;
  readonly name: string;
}

/** A mention whose first candidate is another one now. */
export interface Flip extends Place {
  readonly part: CasePart;
  readonly text: string;
  readonly before: FlipSide | null;
  readonly after: FlipSide | null;
  /** What it means for a decided mention; null for an undecided one, and where both are wrong. */
  readonly verdict: 'mended' | 'broken' | null;
}

export interface TrainingReport {
  readonly figures: ReportFigures;
  readonly flips: readonly Flip[];
  readonly curve: readonly CurvePoint[];
  readonly steps: number;
  /** Of the weights that are offered: the best on held-out pairs. */
  readonly bestStep: number;
  /** Why it ended. */
  readonly ending: 'finished' | 'early-stop' | 'not-a-number';
  /** Seconds of training, measuring left out. */
  readonly seconds: number;
  /** Pairs left out because no knowledge base in use has one of their names. */
  readonly unknownPairs: number;
  /** Where it ran, in words. */
  readonly backend: string;
}

/** Points of top-1 on replay that a version may lose and still be offered as the default. */
export const LARGEST_REPLAY_LOSS = 0.3;

/** Whether a version may be offered as the default: what it knew must not be lost for what it learnt. */
export function isOffered({ replay }: Pick<ReportFigures, 'replay'>): boolean {
  return replay === null || replay.difference.value >= -LARGEST_REPLAY_LOSS;
}
