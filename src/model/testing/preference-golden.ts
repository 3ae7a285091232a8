/** The golden files of training/golden/make_preference.py: what PyTorch and PEFT compute of a training step. */
import { adaptedModules, type Adapter } from '../../core/adapter/adapter.js';
import type { TokenId } from '../../core/ids.js';
import type { PreparedExample } from '../../core/training/preference-model.js';
import type { ReferenceScores } from '../../core/repositories.js';
import type { TrainingSettings } from '../../core/training/settings.js';
import type { LoadedWeights } from '../weights/load.js';
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
