/** Runs the golden cases on one backend of this browser. */
import * as tf from '@tensorflow/tfjs-core';
import { SeraphError } from '../../../src/core/errors.js';
import type { TokenId } from '../../../src/core/ids.js';
import type { BackendName } from '../../../src/model/index.js';
import {
  allAllowed,
  engineDifference,
  GOLDEN_MODELS,
  largestDifference,
  namesDifference,
  rawOutputs,
  readGolden,
} from '../../../src/model/testing/golden.js';
import {
  engineFromHuggingFace,
  weightsFromHuggingFace,
  type ReadFile,
} from '../../../src/model/testing/hugging-face.js';
import {
  readPreferenceGolden,
  trainingDifference,
  type TrainingDifference,
} from '../../../src/model/testing/preference-golden.js';
import { uploadParameters } from '../../../src/model/bart/parameters.js';
import { createAdapterTrainer } from '../../../src/model/training/adapter-trainer.js';
import { useBrowserBackend } from '../../../workers/backends.js';
import { realMention, type RealMention } from './real-mention.js';

export interface Parity {
  readonly reason: string;
  readonly backend: string;
  readonly models: readonly {
    readonly name: string;
    readonly states: number;
    readonly logits: number;
    readonly steps: number;
    /** Log-probabilities of given names. */
    readonly names: number;
  }[];
  /** Tensors left behind by all of it. */
  readonly leaked: number;
}

/** How far training steps are from those of PyTorch and PEFT. */
export interface TrainingParity extends TrainingDifference {
  readonly backend: string;
  /** Tensors left behind. */
  readonly leaked: number;
}

/** What happens to a step when the graphics processor is lost before it: the error's kind. */
export interface Loss {
  readonly kind: string;
}

export type Question =
  | { readonly ask: 'parity' | 'mention' | 'training'; readonly backend: BackendName }
  | { readonly ask: 'loss' };
export type Answer = Parity | RealMention | Loss | TrainingParity | { readonly failure: string };

self.onmessage = ({ data }: MessageEvent<Question>) => {
  answerTo(data).then(
    (answer) => {
      post(answer);
    },
    (error: unknown) => {
      post({ failure: String(error) });
    },
  );
};

function answerTo(question: Question): Promise<Answer> {
  switch (question.ask) {
    case 'parity':
      return parity(question.backend);
    case 'training':
      return training(question.backend);
    case 'mention':
      return realMention(question.backend, folder('shipped-model'));
    default:
      return loseDevice();
  }
}

function post(answer: Answer): void {
  self.postMessage(answer);
}

async function parity(preferred: BackendName): Promise<Parity> {
  const { backend, reason } = await useBrowserBackend(preferred);
  // Small tensors would otherwise be computed on the CPU, and prove nothing about the GPU.
  if (backend === 'webgpu') tf.env().set('WEBGPU_CPU_FORWARD', false);
  const before = tf.memory().numTensors;
  const models = [];
  for (const name of GOLDEN_MODELS) models.push({ name, ...(await differences(folder(name), backend)) });
  return { backend, reason, models, leaked: tf.memory().numTensors - before };
}

async function training(preferred: BackendName): Promise<TrainingParity> {
  const { backend } = await useBrowserBackend(preferred);
  if (backend === 'webgpu') tf.env().set('WEBGPU_CPU_FORWARD', false);
  const before = tf.memory().numTensors;
  const weights = await weightsFromHuggingFace(folder('tiny-plain'), { dtype: 'f32' });
  const golden = await readPreferenceGolden(folder('preference/tiny-plain'), weights);
  const parameters = uploadParameters(weights);
  const trainer = createAdapterTrainer(weights, parameters, backend);
  // A GPU emulated in software is slow: there one case, with every part of the loss.
  const cases = golden.cases.filter(({ name }) => backend !== 'webgpu' || name === 'dpo-random-all');
  const difference = await trainingDifference(trainer, golden, cases);
  trainer.dispose();
  parameters.dispose();
  return { backend, ...difference, leaked: tf.memory().numTensors - before };
}

async function loseDevice(): Promise<Loss> {
  const { backend } = await useBrowserBackend('webgpu');
  const engine = await engineFromHuggingFace(folder('tiny-plain'), { dtype: 'f32' }, backend);
  const token = [5] as TokenId[];
  const encoded = await engine.encode([token]);
  const { state } = await engine.prefill(encoded, [token], allAllowed(1, 3));
  const { device } = tf.backend() as unknown as { readonly device: GPUDevice };
  device.destroy();
  const step = engine.step(
    state,
    { parents: Uint32Array.of(0), tokens: Uint32Array.of(6) },
    allAllowed(1, 3),
  );
  return step.then(
    () => ({ kind: 'none' }),
    (error: unknown) => ({ kind: error instanceof SeraphError ? error.kind : String(error) }),
  );
}

async function differences(
  read: ReadFile,
  backend: BackendName,
): Promise<{ states: number; logits: number; steps: number; names: number }> {
  const weights = await weightsFromHuggingFace(read, { dtype: 'f32' });
  const engine = await engineFromHuggingFace(read, { dtype: 'f32' }, backend);
  const largest = { states: 0, logits: 0, steps: 0, names: 0 };
  const cases = await readGolden(read);
  // A GPU emulated in software is slow: there the last case alone, which has the most mentions and unequal lengths.
  for (const golden of backend === 'webgpu' ? cases.slice(-1) : cases) {
    const got = await rawOutputs(weights, golden);
    largest.states = Math.max(largest.states, largestDifference(got.states, golden.states));
    largest.logits = Math.max(largest.logits, largestDifference(got.logits, golden.logits));
    largest.steps = Math.max(largest.steps, await engineDifference(engine, golden));
    largest.names = Math.max(largest.names, await namesDifference(engine, golden));
  }
  engine.dispose();
  return largest;
}

function folder(name: string): ReadFile {
  return async (file) => {
    const response = await fetch(`/${name}/${file}`);
    if (!response.ok) throw new Error(`${name}/${file}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}
