import type { DecisionEvent } from '../decision/events.js';
import { memoryOf } from '../decision/fold.js';
import { SeraphError } from '../errors.js';
import { textHash } from '../hash/text-hash.js';
import type { DocumentId, Sha256 } from '../ids.js';
import { isTrainedOn, type TrainingSet } from '../preference/training-set.js';
import type { SourceDocument } from '../text/document.js';
import { casesOf, documentsOf, type CaseSources, type FoundCase } from './cases.js';
import { examplesOf, positivesOf } from './examples.js';
import { goldDocument, textsOf } from './gold.js';
import type { CasePart, EvaluationDocument, TrainingJob } from './job.js';
import { problemsOf, type TrainingSettings } from './settings.js';

/** Mentions that are judged at most, by where they come from. */
export type CaseCaps = Readonly<Record<CasePart, number>>;

/**
 * Some 400 mentions together. In WASM a mention takes about 0.15 s to link, and each is linked with the old weights and
 * the new: two minutes. Held-out mentions, which say most and are linked four times, take the largest part; those that
 * were trained on hardly ever change, for memory holds them.
 */
export const CASE_CAPS: CaseCaps = { 'held-out': 150, training: 50, undecided: 80, gold: 120 };

export interface JobInput extends Omit<CaseSources, 'split'> {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly settings: TrainingSettings;
  /** Made with the same log and settings. */
  readonly set: TrainingSet;
  /** The gold set; empty for none. */
  readonly gold: readonly SourceDocument[];
  readonly baseHash: Sha256;
  /** The version to go on from, or null for the base model. */
  readonly parent: Sha256 | null;
  /** `CASE_CAPS` when absent. */
  readonly caps?: CaseCaps;
}

/**
 * All that a run of training needs. The same input gives the same job.
 *
 * @throws SeraphError `bad-format` for settings that cannot be trained with, and where there is nothing to train on
 */
export function buildJob(input: JobInput): TrainingJob {
  const { id, time, settings, set, events, baseHash, parent } = input;
  checkSettings(settings);
  checkSet(set);
  const trained = set.entries.filter(isTrainedOn);
  const heldOut = set.entries.filter((entry) => entry.isUsed && entry.part === 'held-out');
  return {
    id,
    time,
    settings,
    baseHash,
    parent,
    training: settings.loss === 'positive' ? positivesOf(trained) : examplesOf(trained),
    heldOut: examplesOf(heldOut),
    documents: evaluationDocuments(input),
    memory: memoryOf(events.filter(({ documentId }) => set.split.partOf(documentId) === 'training')),
    lastDecision: Math.max(0, ...trained.map(({ sequence }) => sequence ?? 0)),
  };
}

function evaluationDocuments(input: JobInput): readonly EvaluationDocument[] {
  const { events, documents, set, gold, settings, caps = CASE_CAPS } = input;
  const cases = casesOf({ ...input, split: set.split });
  const partOf = (part: CasePart): readonly FoundCase[] => cases.filter(({ judged }) => judged.part === part);
  const sampled = (part: CasePart): readonly FoundCase[] =>
    inDrawnOrder(partOf(part), ({ text }) => text.documentId, settings.seed).slice(0, caps[part]);
  const newest = partOf('training').toSorted((a, b) => b.sequence - a.sequence);
  const judged = new Set([
    ...sampled('held-out'),
    ...newest.slice(0, caps.training),
    ...sampled('undecided'),
  ]);
  // In order of the documents, so that flips are read as the documents are.
  const own = documentsOf(cases.filter((found) => judged.has(found)));
  return [...own, ...goldSample(gold, textsTrainedOn(documents, events, set), settings.seed, caps.gold)];
}

/** What was trained on would flatter the gold set's figures. */
function textsTrainedOn(
  documents: readonly SourceDocument[],
  events: readonly DecisionEvent[],
  { split }: TrainingSet,
): ReadonlySet<string> {
  const decided = new Set(events.map(({ documentId }) => documentId));
  return textsOf(documents, (id: DocumentId) => decided.has(id) && split.partOf(id) === 'training');
}

function goldSample(
  gold: readonly SourceDocument[],
  trainedOn: ReadonlySet<string>,
  seed: number,
  cap: number,
): readonly EvaluationDocument[] {
  const fresh = gold.filter(({ text }) => !trainedOn.has(text.trim()));
  const sample: EvaluationDocument[] = [];
  let left = cap;
  for (const document of inDrawnOrder(fresh, ({ text }) => text, seed)) {
    if (left <= 0) break;
    const whole = goldDocument(document);
    if (whole.cases.length === 0) continue;
    sample.push({ ...whole, cases: whole.cases.slice(0, left) });
    left -= whole.cases.length;
  }
  return sample;
}

/** In an order that follows from the seed and the keys, values of one key together and in their own order. */
function inDrawnOrder<T>(values: readonly T[], keyOf: (value: T) => string, seed: number): readonly T[] {
  return values
    .map((value) => ({ value, place: textHash(`${seed} judged ${keyOf(value)}`) }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

function checkSettings(settings: TrainingSettings): void {
  const [problem] = problemsOf(settings);
  if (problem === undefined) return;
  const { field, expected, got } = problem;
  throw new SeraphError(
    'bad-format',
    `The setting ${field} must be ${expected}, and is ${got}. Nothing was trained; the model in use is as it was. ` +
      'Change the setting and start again.',
    { field, expected, got },
  );
}

function checkSet({ counts }: TrainingSet): void {
  if (counts.training > 0) return;
  const why =
    counts.heldOut > 0
      ? `All ${counts.heldOut} pairs are of documents that are held out.`
      : counts.excluded > 0
        ? `All ${counts.excluded} pairs are excluded.`
        : 'No decision has given a pair yet: it takes a name that was chosen and one that was not.';
  throw new SeraphError(
    'bad-format',
    `There is nothing to train on. ${why} Nothing was trained; the model in use is as it was. ` +
      'Decide on more mentions, include pairs again, or hold out fewer documents.',
    { expected: 'at least 1 pair', got: 0, heldOut: counts.heldOut, excluded: counts.excluded },
  );
}
