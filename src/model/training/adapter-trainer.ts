/** Losses and gradients of an adapter on a frozen model, on any backend of tfjs. */
import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from '../../core/decode/engine.js';
import type { ReferenceScores } from '../../core/repositories.js';
import type {
  LossSettings,
  MicroBatch,
  PassResult,
  PreferenceModel,
  PreparedExample,
} from '../../core/training/preference-model.js';
import { adaptParameters, checkAdapter, uploadAdapter, type AdapterTensors } from '../adapter/adapt.js';
import type { Parameters } from '../bart/parameters.js';
import type { LoadedWeights } from '../weights/load.js';
import { EncodedSources, type SourceStates } from './encoded-sources.js';
import { disposeNames, layOutNames, nameLogProbs, type NamedInput, type NameRows } from './name-rows.js';
import './gradients.js';
import { pairLosses, supervisedLosses, totalLoss } from './preference-loss.js';

/** Pairs scored in one pass, without gradients. */
const SCORED_TOGETHER = 16;

/** A `PreferenceModel` over tfjs, with what it holds on the device. */
export interface AdapterTrainer extends PreferenceModel {
  dispose(): void;
}

/**
 * @param parameters of the base model on the current backend, which is `backend`; their owner disposes of them
 */
export function createAdapterTrainer(
  weights: LoadedWeights,
  parameters: Parameters,
  backend: Engine['backend'],
): AdapterTrainer {
  const encoded = new EncodedSources(parameters, backend);
  let tensors: AdapterTensors | null = null;

  /** What a pass reads: sources with their names. The caller owns it. */
  const inputsOf = async (named: readonly NamedInput[]): Promise<PassInputs | null> => {
    if (named.length === 0) return null;
    const states = await encoded.of(named.map(({ input }) => input.source));
    return { states, rows: layOutNames(weights, named, backend), pieces: piecesOf(named) };
  };

  return {
    setAdapter(adapter) {
      checkAdapter(adapter, weights.manifest.config);
      const added = uploadAdapter(adapter);
      tf.dispose([...(tensors?.factors ?? [])]);
      tensors = added;
    },

    async score(examples, { withAdapter }) {
      const used =
        withAdapter && tensors ? adaptParameters(parameters, tensors.shape, tensors.factors) : parameters;
      const scores: ReferenceScores[] = [];
      for (let first = 0; first < examples.length; first += SCORED_TOGETHER) {
        const inputs = await inputsOf(examples.slice(first, first + SCORED_TOGETHER).map(pairOf));
        if (!inputs) break;
        const logProbs = tf.tidy(() => nameLogProbs(used, inputs.states, inputs.rows));
        disposeInputs(inputs);
        scores.push(...pairsIn(await valuesOf(logProbs)));
      }
      return scores;
    },

    async pass(batch, settings) {
      if (!tensors) throw new RangeError('There is no adapter to be trained.');
      const { shape, factors } = tensors;
      const isPair = settings.loss !== 'positive';
      const examples = await inputsOf(batch.examples.map(isPair ? pairOf : chosenOf));
      const replay = settings.replay === 0 ? null : await inputsOf(batch.replay.map(chosenOf));
      // What the losses are made of, kept out of the pass.
      const kept: { scores?: tf.Tensor; preference?: tf.Tensor } = {};
      const { value, grads } = tf.valueAndGrads((...traced: tf.Tensor[]) => {
        const adapted = adaptParameters(parameters, shape, traced);
        const parts: tf.Tensor[] = [];
        if (examples) {
          const logProbs = nameLogProbs(adapted, examples.states, examples.rows);
          kept.scores = tf.keep(tf.clone(logProbs));
          const losses = exampleLosses(logProbs, examples.pieces, batch, settings);
          kept.preference = tf.keep(tf.clone(losses.preference));
          parts.push(losses.total);
        }
        if (replay) {
          const losses = supervisedLosses(
            nameLogProbs(adapted, replay.states, replay.rows),
            tf.tensor1d([...replay.pieces]),
          );
          parts.push(tf.mul(tf.sum(losses), settings.replay / batch.totalReplay));
        }
        return tf.squeeze<tf.Scalar>(tf.addN(parts));
      })([...factors]);
      for (const inputs of [examples, replay]) if (inputs) disposeInputs(inputs);
      const gradients: Float32Array[] = [];
      for (const gradient of grads) gradients.push(await valuesOf(gradient));
      const scored = kept.scores ? await valuesOf(kept.scores) : new Float32Array(0);
      return {
        loss: (await valuesOf(value))[0] ?? Number.NaN,
        preference: kept.preference ? ((await valuesOf(kept.preference))[0] ?? Number.NaN) : 0,
        scores: isPair ? pairsIn(scored) : batch.examples.map(() => null),
        gradients,
      } satisfies PassResult;
    },

    dispose() {
      tf.dispose([...(tensors?.factors ?? [])]);
      tensors = null;
    },
  };
}

interface PassInputs {
  readonly states: SourceStates;
  readonly rows: NameRows;
  /** Of each row's name, with end-of-sequence. */
  readonly pieces: readonly number[];
}

function pairOf({ input, chosen, rejected }: PreparedExample): NamedInput {
  if (!rejected) throw new RangeError('A preference needs a rejected name.');
  return { input, names: [chosen, rejected] };
}

function chosenOf({ input, chosen }: PreparedExample): NamedInput {
  return { input, names: [chosen] };
}

function piecesOf(named: readonly NamedInput[]): readonly number[] {
  return named.flatMap(({ names }) => names.map((name) => name.length));
}

/** The weighted losses of a pass, as shares of the whole step: scalars. */
function exampleLosses(
  logProbs: tf.Tensor,
  pieces: readonly number[],
  { examples, references, totalWeight }: MicroBatch,
  settings: LossSettings,
): { readonly preference: tf.Tensor; readonly total: tf.Tensor } {
  const weights = tf.tensor1d(examples.map(({ weight }) => weight / totalWeight));
  const weighted = (losses: tf.Tensor): tf.Tensor => tf.sum(tf.mul(losses, weights));
  if (settings.loss === 'positive') {
    const preference = weighted(supervisedLosses(logProbs, tf.tensor1d([...pieces])));
    return { preference, total: preference };
  }
  const sides = tf.reshape(logProbs, [examples.length, 2]);
  const [chosen, rejected] = [side(sides, 0), side(sides, 1)];
  const chosenPieces = tf.tensor1d(pieces.filter((_, row) => row % 2 === 0));
  const preference = weighted(
    pairLosses(settings.loss, settings.beta, {
      chosen,
      rejected,
      referenceChosen: tf.tensor1d(references.map(([own]) => own)),
      referenceRejected: tf.tensor1d(references.map(([, other]) => other)),
      chosenPieces,
      rejectedPieces: tf.tensor1d(pieces.filter((_, row) => row % 2 === 1)),
    }),
  );
  const supervised = settings.supervised === 0 ? null : weighted(supervisedLosses(chosen, chosenPieces));
  return { preference, total: totalLoss(preference, supervised, settings.supervised) };
}

function side(sides: tf.Tensor, column: number): tf.Tensor {
  return tf.squeeze(tf.slice(sides, [0, column], [-1, 1]), [1]);
}

function pairsIn(scores: Float32Array): ReferenceScores[] {
  return Array.from({ length: scores.length / 2 }, (_, pair) => [
    scores[2 * pair] ?? Number.NaN,
    scores[2 * pair + 1] ?? Number.NaN,
  ]);
}

async function valuesOf(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return (await tensor.data()) as Float32Array;
  } finally {
    tensor.dispose();
  }
}

function disposeInputs({ states, rows }: PassInputs): void {
  states.states.dispose();
  states.mask?.dispose();
  disposeNames(rows);
}
