import type { DecisionEvent } from '../decision/events.js';
import { groupBy } from '../group-by.js';
import { conflictsOf, type Conflict, type ConflictKind, type SaidPair } from './conflicts.js';
import { exclusionOf, isAskedFor, type Exclusions } from './exclusions.js';
import type { ImportedPair } from './imported-pair.js';
import { pairKey } from './pair-key.js';
import { everyPairOf, type PreferencePair } from './pairs.js';
import { createSplit, type Split, type SplitPart, type SplitSettings } from './split.js';

/** A pair, and what training does with it. */
export interface TrainingSetEntry {
  readonly key: string;
  readonly pair: PreferencePair | ImportedPair;
  readonly origin: 'decision' | 'imported';
  readonly part: SplitPart;
  /** How much it counts in its part's loss; 0 where it is not used. See `weightsOf`. */
  readonly weight: number;
  /** What the curator excluded it by. */
  readonly excluded: 'pair' | 'document' | null;
  /** Why a newer pair stands in its place. */
  readonly conflict: ConflictKind | null;
  /** Not excluded, and either uncontradicted or asked for: trained on, or judged on where it is held out. */
  readonly isUsed: boolean;
  /** Place in the log of the decision that it comes from; null for an imported pair. */
  readonly sequence: number | null;
}

export interface TrainingSetCounts {
  /** Pairs used in each part. */
  readonly training: number;
  readonly heldOut: number;
  /** Pairs that the curator excluded. */
  readonly excluded: number;
  /** Pairs left out because a newer one contradicts them. */
  readonly contradicted: number;
  /** Chosen concepts of the pairs trained on. */
  readonly concepts: number;
}

export interface TrainingSet {
  /** Each key once: the pairs of the log in its order, then the imported ones in theirs. */
  readonly entries: readonly TrainingSetEntry[];
  readonly conflicts: readonly Conflict[];
  readonly counts: TrainingSetCounts;
  readonly split: Split;
}

export interface TrainingSetInput {
  /** The whole log of decisions. */
  readonly events: readonly DecisionEvent[];
  readonly imported: readonly ImportedPair[];
  readonly exclusions: Exclusions;
  readonly settings: SplitSettings;
}

/**
 * What there is to learn from. Pairs that are one example (same names, same words) are one entry, the log's before a
 * file's. Of contradictory pairs the newest is used, and an older one only where the curator asked for it by name.
 */
export function trainingSet({ events, imported, exclusions, settings }: TrainingSetInput): TrainingSet {
  const said = [...everyPairOf(events).map(fromLog), ...imported.map(fromFile)];
  const conflicts = conflictsOf(said, events);
  const conflictOf = new Map(conflicts.flatMap(({ kind, left }) => left.map((key) => [key, kind])));
  const split = createSplit(events, imported, settings);
  const sequences = new Map(events.map(({ id, sequence }) => [id, sequence]));
  const distinct = [...groupBy(said, ({ key }) => key).values()].flatMap((same) => same.slice(0, 1));
  const entries = distinct.map(({ key, pair, origin }) => {
    const excluded = exclusionOf(exclusions, key, pair.documentId);
    const conflict = conflictOf.get(key) ?? null;
    return {
      key,
      pair,
      origin,
      part: split.partOfPair(pair),
      excluded,
      conflict,
      isUsed: excluded === null && (conflict === null || isAskedFor(exclusions, key)),
      sequence: 'eventId' in pair ? (sequences.get(pair.eventId) ?? null) : null,
    };
  });
  const weights = weightsOf(entries.filter(isTrainedOn).map(({ pair }) => pair.chosen.conceptId));
  let trained = 0;
  const weighed = entries.map((entry): TrainingSetEntry => {
    if (!entry.isUsed) return { ...entry, weight: 0 };
    return { ...entry, weight: isTrainedOn(entry) ? (weights[trained++] ?? 0) : 1 };
  });
  return { entries: weighed, conflicts, counts: countsOf(weighed), split };
}

/** Used, and not held out. */
export function isTrainedOn({ isUsed, part }: Pick<TrainingSetEntry, 'isUsed' | 'part'>): boolean {
  return isUsed && part === 'training';
}

/**
 * Weights of examples by what they have in common, 1 on average: each counts one over the root of how many there are of
 * its kind. A concept with a hundred pairs counts ten times as much as one with a single pair: weighed alike it would
 * drown the others, and weighed down to a single pair the evidence of many decisions would go to waste.
 */
export function weightsOf(kinds: readonly string[]): readonly number[] {
  const groups = groupBy(kinds, (kind) => kind);
  const plain = kinds.map((kind) => (groups.get(kind)?.length ?? 1) ** -0.5);
  const mean = plain.reduce((sum, weight) => sum + weight, 0) / plain.length;
  return plain.map((weight) => weight / mean);
}

function fromLog(pair: PreferencePair): SaidPair {
  return { key: pairKey(pair), pair, origin: 'decision' };
}

function fromFile(pair: ImportedPair): SaidPair {
  return { key: pair.key, pair, origin: 'imported' };
}

function countsOf(entries: readonly TrainingSetEntry[]): TrainingSetCounts {
  const count = (test: (entry: TrainingSetEntry) => boolean): number => entries.filter(test).length;
  return {
    training: count(isTrainedOn),
    heldOut: count(({ isUsed, part }) => isUsed && part === 'held-out'),
    excluded: count(({ excluded }) => excluded !== null),
    contradicted: count(({ isUsed, excluded }) => !isUsed && excluded === null),
    concepts: new Set(entries.filter(isTrainedOn).map(({ pair }) => pair.chosen.conceptId)).size,
  };
}
