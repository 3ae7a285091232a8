/** A run of training from job to report: what training.worker does, whatever keeps its files. */
import type { Adapter } from '../../core/adapter/adapter.js';
import { createAdapter } from '../../core/adapter/adapter.js';
import { SeraphError } from '../../core/errors.js';
import type { ConceptId } from '../../core/ids.js';
import type { KbView } from '../../core/kb/view/view.js';
import type { Progress } from '../../core/progress.js';
import type { ReferenceRepository, ReferenceScores } from '../../core/repositories.js';
import type { Checkpoint } from '../../core/training/checkpoint.js';
import { isUnknown } from '../../core/training/examples.js';
import { UNKNOWN } from '../../core/training/passes.js';
import { withKnownIds } from '../../core/training/gold.js';
import type { CurvePoint, Replay, TrainingExample, TrainingJob } from '../../core/training/job.js';
import { reportOf } from '../../core/training/judge-report.js';
import type { ScoredPair } from '../../core/training/pair-means.js';
import type { PreferenceModel, PreparedExample } from '../../core/training/preference-model.js';
import { drawReplay } from '../../core/training/replay.js';
import type { TrainingReport } from '../../core/training/report.js';
import type { TrainingSettings } from '../../core/training/settings.js';
import { stopped, trainAdapter } from '../../core/training/train.js';
import type { ModelSession, SessionVersion } from '../session.js';
import { createAdapterTrainer } from './adapter-trainer.js';
import { judgeVersion, sideBySide } from './judge-version.js';
import { prepareExample } from './prepare.js';

/** Replayed names that are trained beside the pairs. */
const REPLAY_EXAMPLES = 400;

export interface RunParts {
  /** A model is loaded and a project is in use; no version is. */
  readonly session: ModelSession;
  readonly references: ReferenceRepository;
  readonly keep: (checkpoint: Checkpoint) => Promise<void>;
  readonly onPoint: (point: CurvePoint, steps: number) => void;
  readonly onProgress: (progress: Progress) => void;
  readonly ready: () => Promise<void>;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

export interface RunResult {
  readonly adapter: Adapter;
  readonly report: TrainingReport;
}

/**
 * Trains on the job's pairs and judges the version before against the one after.
 *
 * @param parent the version to go on from; null for the base model
 * @param from where an interrupted run of the same job stood
 * @throws {SeraphError} `aborted`, `model-incompatible` (the job is of another model), `bad-format` (nothing to train on)
 */
export async function runTraining(
  job: TrainingJob,
  parent: SessionVersion | null,
  from: Checkpoint | null,
  parts: RunParts,
): Promise<RunResult> {
  const { session, signal } = parts;
  const { weights, parameters, tokenizer, model } = session.loadedParts();
  if (job.baseHash !== weights.hash) throw otherModel(weights.hash, job.baseHash);
  const { settings } = job;
  const prepare = (example: TrainingExample): PreparedExample =>
    prepareExample(weights.manifest.layout, tokenizer, example);
  const known = (examples: readonly TrainingExample[]): readonly TrainingExample[] =>
    examples.filter((example) => !isUnknown(example, (name) => isName(session, example, name)));
  const [training, heldOut] = [known(job.training), known(job.heldOut)];
  const unknownPairs = job.training.length + job.heldOut.length - training.length - heldOut.length;
  const types = new Set([...training, ...heldOut].map(({ mention }) => mention.type));
  const replay = drawReplayOf(session, types, settings);
  const judgedTypes = new Set(job.documents.flatMap(({ cases }) => cases.map(({ mention }) => mention.type)));
  const documents = withKnownIds(job.documents, (id) => knownId(session, judgedTypes, id));
  const judge = (version: SessionVersion | null, task: string) =>
    judgeVersion(version, task, { documents, memory: job.memory, replay: replay.documents }, parts);

  const before = await judge(parent, 'Linking with the version before');
  const trainer = createAdapterTrainer(weights, parameters, model.backend);
  try {
    const prepared = { training: training.map(prepare), heldOut: heldOut.map(prepare) };
    const references = await referencesOf([...prepared.training, ...prepared.heldOut], job, trainer, parts);
    const start = parent?.adapter ?? createAdapter(weights.manifest.config, settings, settings.seed);
    const trained = await trainAdapter(
      trainer,
      { ...prepared, replay: replay.examples.map(prepare), references },
      start,
      settings,
      {
        signal,
        ready: parts.ready,
        keep: parts.keep,
        now: parts.now,
        onPoint(point, steps) {
          parts.onProgress({ task: 'Training', done: point.step, total: steps, unit: 'steps' });
          parts.onPoint(point, steps);
        },
      },
      from,
    );
    const scored = async (adapter: Adapter | null): Promise<readonly ScoredPair[]> => {
      if (adapter) trainer.setAdapter(adapter);
      const scores = await trainer.score(prepared.heldOut, { withAdapter: adapter !== null });
      return prepared.heldOut.map((example, i) => ({
        example,
        scores: scores[i] ?? UNKNOWN,
        reference: references.get(example.key) ?? UNKNOWN,
      }));
    };
    const pairs = { before: await scored(parent?.adapter ?? null), after: await scored(trained.adapter) };
    const version = { hash: weights.hash, baseHash: weights.hash, adapter: trained.adapter };
    const after = await judge(version, 'Linking with the new version');
    const { figures, flips } = reportOf({
      cases: sideBySide(before.documents, after.documents),
      replay: sideBySide(before.replay, after.replay),
      pairs,
      settings,
    });
    const { adapter, curve, steps, bestStep, ending, seconds } = trained;
    return {
      adapter,
      report: {
        figures,
        flips,
        curve,
        steps,
        bestStep,
        ending,
        seconds,
        unknownPairs,
        backend: model.reason,
      },
    };
  } finally {
    trainer.dispose();
    await session.useVersion(null);
  }
}

/** Scores under the base model: those kept with the pairs, and the missing ones, which are kept from now on. */
async function referencesOf(
  examples: readonly PreparedExample[],
  { baseHash }: TrainingJob,
  model: PreferenceModel,
  { references, ready, signal, onProgress }: RunParts,
): Promise<ReadonlyMap<string, ReferenceScores>> {
  const pairs = examples.filter(({ rejected }) => rejected !== null);
  const kept = await references.get(
    baseHash,
    pairs.map(({ key }) => key),
  );
  const scores = new Map(
    pairs.flatMap(({ key }, i) => {
      const known = kept[i];
      return known ? [[key, known] as const] : [];
    }),
  );
  const missing = pairs.filter(({ key }) => !scores.has(key));
  for (let first = 0; first < missing.length; first += SCORED_TOGETHER) {
    onProgress({ task: 'Asking the base model', done: first, total: missing.length, unit: 'names' });
    await ready();
    if (signal.aborted) throw stopped();
    const group = missing.slice(first, first + SCORED_TOGETHER);
    const found = await model.score(group, { withAdapter: false });
    const added = new Map(group.map(({ key }, i) => [key, found[i] ?? UNKNOWN]));
    for (const [key, score] of added) scores.set(key, score);
    await references.put(baseHash, added);
  }
  return scores;
}

/** Pairs of which the base model is asked before storage is written. */
const SCORED_TOGETHER = 32;

/** Names of the knowledge bases that mentions of these types are linked in, an even part of each. */
function drawReplayOf(
  session: ModelSession,
  types: ReadonlySet<string>,
  { seed, judgedNames }: TrainingSettings,
): Replay {
  const typesOf = new Map<KbView, string[]>();
  for (const type of types) {
    const view = session.viewFor(type);
    if (view) typesOf.set(view, [...(typesOf.get(view) ?? []), type]);
  }
  const share = (whole: number): number => Math.ceil(whole / typesOf.size);
  const drawn = [...typesOf].map(([view, own]) =>
    drawReplay(view, {
      examples: share(REPLAY_EXAMPLES),
      cases: share(judgedNames),
      seed,
      // Linked where it was drawn from.
      typeOf: (group) => (own.includes(group) ? group : (own[0] ?? group)),
    }),
  );
  return {
    examples: drawn.flatMap((replay) => replay.examples),
    documents: drawn.flatMap((replay) => replay.documents),
  };
}

/** An id of any knowledge base that these types are linked in, as it is written there; null for none. */
function knownId(session: ModelSession, types: ReadonlySet<string>, id: ConceptId): ConceptId | null {
  for (const type of types) {
    const view = session.viewFor(type);
    const index = view?.offeredWith(id) ?? -1;
    if (view && index >= 0) return view.concepts.idAt(index);
  }
  return null;
}

function isName(session: ModelSession, { mention }: TrainingExample, name: string): boolean {
  return (session.viewFor(mention.type)?.names.find(name) ?? []).length > 0;
}

function otherModel(expected: string, got: string): SeraphError {
  return new SeraphError(
    'model-incompatible',
    'This training was begun with another model than the one in use. Nothing was changed. Load that model to go on, or ' +
      'discard the run and train anew.',
    { expected, got },
  );
}
