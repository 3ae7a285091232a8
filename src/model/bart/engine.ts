/** The engine of plain tfjs operations, in f32, on any backend. */
import * as tf from '@tensorflow/tfjs-core';
import type { Adapter } from '../../core/adapter/adapter.js';
import type { Engine, EngineHandle } from '../../core/decode/engine.js';
import type { RaggedTokens } from '../../core/decode/scorer.js';
import { SeraphError } from '../../core/errors.js';
import { adaptParameters, checkAdapter, uploadAdapter } from '../adapter/adapt.js';
import type { NameEncoder } from '../name-encoder/name-encoder-file.js';
import { createNameReader, type NameReader } from '../name-encoder/name-reader.js';
import type { LoadedWeights } from '../weights/load.js';
import { crossCaches, decodeStep, prefill } from './decoder.js';
import { encodeStates, sourceMask } from './encoder.js';
import { gatherRows } from './gather.js';
import { allowedLogProbs } from './head.js';
import type { KeysAndValues } from './layers.js';
import { nameBatches, nameStates, type EncodedShape } from './name-states.js';
import { checkAllowed, checkLength, checkTokens, padInputs } from './inputs.js';
import type { Padded } from './padding.js';
import { uploadParameters, type Parameters } from './parameters.js';
import { createRowGrid } from './row-grid.js';
import { createStateReader, type StateProjection, type StateReader } from './state-reader.js';

interface Encoded extends EncodedShape {
  readonly cross: readonly KeysAndValues[];
  readonly mask: tf.Tensor | null;
  freed: boolean;
}

interface DecodingState {
  readonly encoded: Encoded;
  readonly prefixes: Padded;
  mentionOfRow: Uint32Array;
  caches: readonly KeysAndValues[];
  steps: number;
  freed: boolean;
}

/** An engine whose encoder can be read for something else than writing names, and whose decoder can be adapted. */
export interface ModelEngine extends Engine {
  /**
   * Puts an adapter in place of the one before, or takes it off (null). What was encoded before must be encoded again.
   *
   * @throws SeraphError model-incompatible for an adapter of another shape of model; the one before stays
   */
  adapt(adapter: Adapter | null): void;
  /** The matrices stay on the device until `dispose`, of the reading or of the engine. */
  readStates(projections: readonly StateProjection[]): StateReading;
  /** Vectors of names, see `createNameReader`. The factors stay on the device until `dispose`, of the reading or of the engine. */
  readNames(encoder: NameEncoder): Reading;
}

/** Encoder states, projected: see `createStateReader`. [all tokens, projected], the sources' tokens in order. */
export type StateReading = Reading;

/** Reads sources as rows of numbers. */
export interface Reading {
  /**
   * @throws SeraphError too-large, model-incompatible, device-lost; RangeError for no source or an empty one.
   */
  read(sources: readonly (readonly number[])[]): Promise<Float32Array>;
  dispose(): void;
}

/**
 * Puts a model on the current tfjs backend, which must be `backend` and ready.
 *
 * Calls on one handle must not overlap. `step` on a state whose encoding was freed is an error.
 *
 * @param upload puts the weights on the backend; the engine disposes of them
 */
export function createEngine(
  weights: LoadedWeights,
  backend: Engine['backend'],
  upload: (weights: LoadedWeights) => Parameters = uploadParameters,
): ModelEngine {
  if (tf.getBackend() !== backend) {
    throw new SeraphError(
      'internal',
      `The model was to run on ${backend}, but ${tf.getBackend()} is active. Nothing was lost. Please report this.`,
      { expected: backend, got: tf.getBackend() },
    );
  }
  const { config } = weights.manifest;
  const base = upload(weights);
  let parameters = base;
  let factors: readonly tf.Tensor[] = [];
  const encodings = new Map<EngineHandle, Encoded>();
  const states = new Map<EngineHandle, DecodingState>();
  const readings = new Set<Reading>();

  return {
    backend,
    vocabularySize: config.vocabularySize,
    maxPositions: config.positions,

    encode(sources) {
      return settle(() => {
        const padded = padInputs(sources, 'sources', config, backend);
        const encoderStates = encodeStates(parameters, padded);
        const mask = sourceMask(padded);
        const cross = crossCaches(parameters, encoderStates, padded.rows);
        encoderStates.dispose();
        const handle = newHandle();
        encodings.set(handle, {
          mentions: padded.rows,
          sourceLength: padded.length,
          cross,
          mask,
          freed: false,
        });
        return handle;
      });
    },

    async prefill(encodedHandle, prefixes, allowed) {
      const encoded = live(encodings, encodedHandle);
      if (prefixes.length !== encoded.mentions) throw new RangeError('One prefix a mention is needed.');
      const padded = padInputs(prefixes, 'prefixes', config, backend);
      checkAllowed(allowed, padded.rows, config);
      const mentionOfRow = Uint32Array.from(prefixes.keys());
      const grid = createRowGrid(mentionOfRow, encoded.mentions);
      const { hidden, caches } = prefill(parameters, padded, grid, encoded.cross, encoded.mask);
      const handle = newHandle();
      states.set(handle, { encoded, prefixes: padded, mentionOfRow, caches, steps: 0, freed: false });
      const lastRows = Uint32Array.from(padded.lengths, (length, row) => row * padded.length + length - 1);
      const last = tf.tidy(() => tf.clone(gatherRows(hidden, lastRows))); // (M, d)
      hidden.dispose();
      try {
        return { state: handle, logProbs: await readAndDispose(last, allowed) };
      } catch (error) {
        free(handle);
        throw error;
      }
    },

    async step(stateHandle, rows, allowed) {
      const state = live(states, stateHandle);
      if (state.encoded.freed) throw freedError();
      checkTokens(rows.tokens, config.vocabularySize);
      checkAllowed(allowed, rows.tokens.length, config);
      if (rows.tokens.length === 0) return new Float32Array(0);
      const { prefixes, encoded } = state;
      const mentionOfRow = rows.parents.map((parent) => state.mentionOfRow[parent] ?? 0);
      const prefixLengths = Array.from(mentionOfRow, (mention) => prefixes.lengths[mention] ?? 0);
      const positions = Uint32Array.from(prefixLengths, (length) => length + state.steps);
      checkLength(
        positions.reduce((most, position) => Math.max(most, position + 1), 0),
        config.positions,
      );
      const input = {
        tokens: rows.tokens,
        positions,
        parents: rows.parents,
        prefixLengths,
        paddedPrefix: prefixes.length,
        grid: createRowGrid(mentionOfRow, encoded.mentions),
      };
      const { hidden, caches } = decodeStep(parameters, input, state.caches, encoded.cross, encoded.mask);
      disposeCaches(state.caches);
      state.caches = caches;
      state.mentionOfRow = mentionOfRow;
      state.steps += 1;
      return readAndDispose(hidden, allowed);
    },

    async score(encodedHandle, rows) {
      const encoded = live(encodings, encodedHandle);
      const order = rows
        .map((_, row) => row)
        .sort((a, b) => (rows[a]?.mention ?? 0) - (rows[b]?.mention ?? 0));
      const sorted = order.flatMap((row) => rows[row] ?? []);
      const batches = nameBatches(sorted, encoded, config, backend);
      if (batches.length === 0) return [];
      const hidden = tf.tidy(() =>
        tf.concat(batches.map((batch) => nameStates(parameters, batch, encoded.cross, encoded.mask))),
      );
      const tokens = Uint32Array.from(sorted.flatMap(({ name }) => name));
      const starts = Uint32Array.from({ length: tokens.length + 1 }, (_, place) => place);
      const logProbs = await readAndDispose(hidden, { starts, tokens });
      const scores = rows.map(({ name }) => new Float32Array(name.length));
      let offset = 0;
      for (const row of order) {
        const own = scores[row];
        own?.set(logProbs.subarray(offset, offset + own.length));
        offset += own?.length ?? 0;
      }
      return scores;
    },

    free,

    adapt(adapter) {
      if (adapter) checkAdapter(adapter, config);
      const added = adapter ? uploadAdapter(adapter) : null;
      tf.dispose([...factors]);
      factors = added?.factors ?? [];
      parameters = added ? adaptParameters(base, added.shape, added.factors) : base;
    },

    readStates: (projections) => readingOf(createStateReader(base, projections)),

    readNames: (encoder) => readingOf(createNameReader(base, encoder)),

    dispose() {
      for (const reading of readings) reading.dispose();
      states.forEach(release);
      encodings.forEach(release);
      states.clear();
      encodings.clear();
      tf.dispose([...factors]);
      base.dispose();
    },
  };

  function readingOf(reader: StateReader | NameReader): Reading {
    const reading: Reading = {
      async read(sources) {
        const padded = padInputs(sources, 'sources', config, backend);
        return orDeviceLost(() => reader.read(padded));
      },
      dispose() {
        if (readings.delete(reading)) reader.dispose();
      },
    };
    readings.add(reading);
    return reading;
  }

  function free(handle: EngineHandle): void {
    const state = states.get(handle);
    if (state) release(state);
    const encoded = encodings.get(handle);
    if (encoded) release(encoded);
    states.delete(handle);
    encodings.delete(handle);
  }

  async function readAndDispose(hidden: tf.Tensor, allowed: RaggedTokens): Promise<Float32Array> {
    try {
      return await orDeviceLost(() => allowedLogProbs(parameters, hidden, allowed));
    } finally {
      hidden.dispose();
    }
  }

  async function orDeviceLost<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      throw backend === 'webgpu' ? deviceLost(error) : error;
    }
  }
}

/** Nothing but a lost device makes WebGPU refuse to hand over a result. */
function deviceLost(cause: unknown): SeraphError {
  return new SeraphError(
    'device-lost',
    'The graphics processor stopped answering. Your documents and decisions are safe. ' +
      'Load the model again; if it happens again, choose WASM.',
    {},
    { cause },
  );
}

function newHandle(): EngineHandle {
  // The brand exists in types only.
  return Object.freeze({}) as EngineHandle;
}

function live<T>(handles: ReadonlyMap<EngineHandle, T>, handle: EngineHandle): T {
  const value = handles.get(handle);
  if (!value) throw freedError();
  return value;
}

function freedError(): SeraphError {
  return new SeraphError(
    'internal',
    'A part of the model was used after it was given back. Your decisions are safe. Link the document again.',
  );
}

function disposeCaches(caches: readonly KeysAndValues[]): void {
  for (const { key, value } of caches) tf.dispose([key, value]);
}

function release(held: Encoded | DecodingState): void {
  if (held.freed) return;
  held.freed = true;
  if ('cross' in held) {
    disposeCaches(held.cross);
    held.mask?.dispose();
  } else {
    disposeCaches(held.caches);
  }
}

/** Runs at once and hands over a promise that also carries what was thrown. */
function settle<T>(run: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(run());
  });
}
