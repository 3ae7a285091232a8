/** The golden files of training/golden/make_preference.py: what PyTorch and PEFT compute of a training step. */
import { adaptedModules, type Adapter } from '../../core/adapter/adapter.js';
import type { TokenId } from '../../core/ids.js';
import type { MicroBatch, PreferenceModel, PreparedExample } from '../../core/training/preference-model.js';
import type { ReferenceScores } from '../../core/repositories.js';
import type { TrainingSettings } from '../../core/training/settings.js';
import type { LoadedWeights } from '../weights/load.js';
import { largestDifference } from './golden.js';
import { openTensors, type ReadFile } from './hugging-face.js';

type Start = 'zero' | 'random';

export interface GoldenLoss extends Pick<TrainingSettings, 'loss' | 'beta' | 'supervised' | 'replay'> {
  readonly name: string;
  readonly start: Start;
  /** Summed log-probabilities under the adapted model. */
  readonly chosen: readonly number[];
  readonly rejected: readonly number[];
  readonly preference: number;
  readonly total: number;
  /** Of all gradients together. */
  readonly norm: number;
}

export interface GoldenTrajectory
  extends
    Pick<TrainingSettings, 'loss' | 'beta' | 'supervised' | 'replay' | 'rate'>,
    Pick<TrainingSettings, 'warmUp' | 'decayPower' | 'weightDecay' | 'clip'> {
  readonly name: string;
  readonly steps: number;
  readonly saved: readonly number[];
  readonly losses: readonly number[];
  readonly rates: readonly number[];
}

export interface PreferenceGolden {
  readonly examples: readonly PreparedExample[];
  readonly replay: readonly PreparedExample[];
  readonly references: readonly ReferenceScores[];
  readonly cases: readonly GoldenLoss[];
  readonly trajectories: readonly GoldenTrajectory[];
  adapter(start: Start): Adapter;
  /** In the order of `factorsOf`. */
  gradients(name: string): Promise<readonly Float32Array[]>;
  weights(trajectory: string, step: number): Promise<readonly Float32Array[]>;
  /** Logits of the examples `logitsOf`, at every position of prefix and chosen name: adapted, and without. */
  readonly logitsOf: readonly number[];
  logits(which: 'logits' | 'logits.off'): Promise<Float32Array>;
}

interface File {
  readonly adapter: { readonly rank: number; readonly alpha: number };
  readonly examples: readonly {
    readonly source: TokenId[];
    readonly prefix: TokenId[];
    readonly chosen: TokenId[];
    readonly rejected: TokenId[];
    readonly weight: number;
  }[];
  readonly replay: readonly Omit<File['examples'][number], 'rejected' | 'weight'>[];
  readonly reference: { readonly chosen: number[]; readonly rejected: number[] };
  readonly cases: readonly GoldenLoss[];
  readonly trajectories?: readonly GoldenTrajectory[];
  readonly logits?: { readonly examples: readonly number[] };
}

export async function readPreferenceGolden(
  read: ReadFile,
  { manifest: { config } }: LoadedWeights,
): Promise<PreferenceGolden> {
  const file = JSON.parse(new TextDecoder().decode(await read('golden.json'))) as File;
  const tensors = await openTensors(read, 'golden.safetensors');
  const all = (name: string): Promise<Float32Array> => tensors.readRows(name, 0, tensors.shape(name)[0] ?? 0);
  const targets = ['self-attention', 'cross-attention', 'first-feed-forward'] as const;
  const modules = adaptedModules(config, targets);
  const factors = async (beginning: string): Promise<readonly Float32Array[]> =>
    Promise.all(
      modules.flatMap(({ module }) =>
        ['A', 'B'].map((factor) =>
          all(`${beginning}.base_model.model.model.${module}.lora_${factor}.weight`),
        ),
      ),
    );
  const start = await factors('start');
  const { rank, alpha } = file.adapter;
  return {
    examples: file.examples.map(({ source, prefix, ...names }, i) => ({
      key: String(i),
      input: { source, prefix },
      ...names,
    })),
    replay: file.replay.map(({ source, prefix, chosen }, i) => ({
      key: `replay ${i}`,
      input: { source, prefix },
      chosen,
      rejected: null,
      weight: 1,
    })),
    references: file.reference.chosen.map((chosen, i) => [chosen, file.reference.rejected[i] ?? Number.NaN]),
    cases: file.cases,
    trajectories: file.trajectories ?? [],
    adapter: (which) => ({
      shape: { rank, alpha, targets },
      matrices: modules.map((module, i) => {
        const b = start[2 * i + 1] ?? new Float32Array(0);
        return {
          ...module,
          a: start[2 * i] ?? new Float32Array(0),
          b: which === 'zero' ? new Float32Array(b.length) : b,
        };
      }),
    }),
    gradients: (name) => factors(`gradients.${name}`),
    weights: (trajectory, step) => factors(`weights.${trajectory}.${step}`),
    logitsOf: file.logits?.examples ?? [],
    logits: (which) => all(which),
  };
}

/** All of the golden examples as one pass. */
export function wholeBatch({ examples, references, replay }: PreferenceGolden): MicroBatch {
  return {
    examples,
    references,
    replay,
    totalWeight: examples.reduce((sum, { weight }) => sum + weight, 0),
    totalReplay: replay.length,
  };
}

/** Largest differences of a trainer from the golden cases. */
export interface TrainingDifference {
  readonly losses: number;
  /** Relative to the length of all gradients together, where that is above 1. */
  readonly gradients: number;
  readonly scores: number;
}

/** @param cases some of the golden ones, where all would take too long */
export async function trainingDifference(
  trainer: PreferenceModel,
  golden: PreferenceGolden,
  cases = golden.cases,
): Promise<TrainingDifference> {
  let [losses, gradients, scores] = [0, 0, 0];
  for (const golds of cases) {
    trainer.setAdapter(golden.adapter(golds.start));
    const result = await trainer.pass(wholeBatch(golden), golds);
    losses = Math.max(
      losses,
      Math.abs(result.loss - golds.total),
      Math.abs(result.preference - golds.preference),
    );
    const expected = await golden.gradients(golds.name);
    for (const [i, factor] of expected.entries()) {
      const apart = largestDifference(result.gradients[i] ?? [], factor);
      gradients = Math.max(gradients, apart / Math.max(1, golds.norm));
    }
    for (const [i, pair] of result.scores.entries()) {
      if (!pair) continue;
      const gold = [golds.chosen[i] ?? Number.NaN, golds.rejected[i] ?? Number.NaN];
      scores = Math.max(scores, largestDifference(pair, gold));
    }
  }
  return { losses, gradients, scores };
}
