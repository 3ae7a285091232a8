import type { DecisionEvent, ShownCandidate } from '../decision/events.js';
import { verdictsOf, type RejectingEvent, type SettlingEvent, type Verdict } from '../decision/verdict.js';
import type { ConceptId } from '../ids.js';
import { normaliseName } from '../kb/normalise-name.js';
import { pairKey } from './pair-key.js';

/** One side of a pair: a concept under the lower-cased KB name that the model is to score. */
export interface PairSide {
  readonly conceptId: ConceptId;
  readonly name: string;
  /** Place on the screen, from 1; null when it came from search. */
  readonly rank: number | null;
  /** Mean log-probability of the name; null when it was not generated. */
  readonly score: number | null;
}

/** Where a pair or a rejection comes from: the decision, word for word. */
export interface Provenance {
  readonly eventId: DecisionEvent['id'];
  readonly documentId: DecisionEvent['documentId'];
  readonly mentionId: DecisionEvent['mentionId'];
  readonly mentionText: string;
  readonly longForm: string | null;
  readonly contextBefore: string;
  readonly contextAfter: string;
  readonly mentionType: string;
  readonly modelHash: DecisionEvent['modelHash'];
  readonly kbHash: DecisionEvent['kbHash'];
  readonly time: string;
  readonly curator: string;
}

/** "In this place, `chosen` is a better name than `rejected`": one example of DPO. */
export interface PreferencePair extends Provenance {
  readonly chosen: PairSide;
  readonly rejected: PairSide;
}

/** A candidate ruled out with nothing in its place: kept for calibrating NIL, never made into a pair. */
export interface Rejection extends Provenance {
  readonly rejected: PairSide;
  /** `nil`: none of the candidates shown was right. `single`: this one was ruled out by itself. */
  readonly cause: 'nil' | 'single';
  readonly reason: string | null;
}

/**
 * Preference pairs of the decisions that stand, after ANGEL (arXiv 2408.16493, negative training), closed by the
 * curator in place of the gold label:
 *
 * - accepted at rank r > 1: (accepted, each candidate shown above it);
 * - accepted at rank 1: (accepted, the second);
 * - corrected from search: (corrected, every candidate shown).
 *
 * Undone and superseded decisions give none, nor do rejections and "none of these" (see `rejectionsOf`). A pair is
 * left out when both sides are the same concept or the same name, and when it repeats an earlier one (same names,
 * same words around).
 */
export function pairsOf(events: readonly DecisionEvent[]): readonly PreferencePair[] {
  return distinctBy(everyPairOf(events), pairKey);
}

/** The same, repeats included. */
export function everyPairOf(events: readonly DecisionEvent[]): readonly PreferencePair[] {
  return inLogOrder(verdictsOf(events)).flatMap(pairsOfEvent);
}

/** Candidates ruled out by decisions that stand, each once per mention. */
export function rejectionsOf(events: readonly DecisionEvent[]): readonly Rejection[] {
  return verdictsOf(events).flatMap(({ settled, rejections }) => {
    const reason = settled?.action.kind === 'nil' ? settled.action.reason : null;
    const byNil =
      settled?.action.kind === 'nil'
        ? settled.shown.map((candidate): Rejection => ({
            ...provenanceOf(settled),
            rejected: sideOf(candidate),
            cause: 'nil',
            reason,
          }))
        : [];
    return distinctBy([...byNil, ...rejections.map(singleRejection)], (entry) => entry.rejected.conceptId);
  });
}

/** The pairs that a settling event gives by itself, whatever stands. Made once an event, which never changes. */
export function pairsOfEvent(event: SettlingEvent): readonly PreferencePair[] {
  const known = pairsByEvent.get(event);
  if (known) return known;
  const pairs = makePairs(event);
  pairsByEvent.set(event, pairs);
  return pairs;
}

const pairsByEvent = new WeakMap<SettlingEvent, readonly PreferencePair[]>();

function makePairs(event: SettlingEvent): readonly PreferencePair[] {
  const { action, shown } = event;
  if (action.kind === 'nil') return [];
  const rank = action.kind === 'accept' ? action.rank : null;
  const name = normaliseName(action.name);
  const asShown = shown.map(sideOf).find((side) => side.conceptId === action.conceptId && side.name === name);
  const chosen: PairSide = { conceptId: action.conceptId, name, rank, score: asShown?.score ?? null };
  return worseThan(rank, shown)
    .map(sideOf)
    .filter((rejected) => rejected.conceptId !== chosen.conceptId && rejected.name !== chosen.name)
    .map((rejected) => ({ ...provenanceOf(event), chosen, rejected }));
}

/** The candidates that a choice at `rank` (null: from search) puts below it. */
function worseThan(rank: number | null, shown: readonly ShownCandidate[]): readonly ShownCandidate[] {
  if (rank === null) return shown;
  if (rank === 1) return shown.filter((candidate) => candidate.rank === 2);
  return shown.filter((candidate) => candidate.rank < rank);
}

function singleRejection(event: RejectingEvent): Rejection {
  const { conceptId, name, rank } = event.action;
  const score = event.shown.find((candidate) => candidate.conceptId === conceptId)?.score ?? null;
  return {
    ...provenanceOf(event),
    rejected: sideOf({ conceptId, name, rank, score }),
    cause: 'single',
    reason: null,
  };
}

function inLogOrder(verdicts: readonly Verdict[]): readonly SettlingEvent[] {
  return verdicts
    .flatMap(({ settled }) => (settled === null ? [] : [settled]))
    .sort((a, b) => a.sequence - b.sequence);
}

/** The name in the form that the trie holds and the model scores. */
function sideOf({ conceptId, name, rank, score }: Omit<ShownCandidate, 'share'>): PairSide {
  return { conceptId, name: normaliseName(name), rank, score };
}

function provenanceOf(event: DecisionEvent): Provenance {
  const { documentId, mentionId, mentionText, longForm, contextBefore, contextAfter } = event;
  const { mentionType, modelHash, kbHash, time, curator } = event;
  return {
    eventId: event.id,
    documentId,
    mentionId,
    mentionText,
    longForm,
    contextBefore,
    contextAfter,
    mentionType,
    modelHash,
    kbHash,
    time,
    curator,
  };
}

/** Keeps the first of each key. */
function distinctBy<T>(values: readonly T[], keyOf: (value: T) => string): readonly T[] {
  const first = new Map<string, T>();
  for (const value of values) {
    const key = keyOf(value);
    if (!first.has(key)) first.set(key, value);
  }
  return [...first.values()];
}
