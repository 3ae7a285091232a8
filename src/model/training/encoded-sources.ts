/**
 * Encoder states by source, kept in the memory of the CPU: an adapter changes the decoder only, so that what a source
 * was encoded to holds for every step, epoch and version.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ScorerInput } from '../../core/decode/scorer.js';
import type { Engine } from '../../core/decode/engine.js';
import { encodeStates } from '../bart/encoder.js';
import { padInputs } from '../bart/inputs.js';
import { paddingMask, type Padded } from '../bart/padding.js';
import type { Parameters } from '../bart/parameters.js';

type Source = ScorerInput['source'];

/** The states of some sources, side by side. The caller owns the tensors. */
export interface SourceStates {
  readonly sources: Padded;
  /** [sources * length, width]; zero at padding. */
  readonly states: tf.Tensor;
  /** [sources, 1, 1, length], or null when none is padded. */
  readonly mask: tf.Tensor | null;
}

/** 128 MiB: some 3,000 mentions in their context, at a width of 384. */
const MOST_BYTES = 128 * 1024 * 1024;
/** Sources encoded together. */
const BATCH = 16;

export class EncodedSources {
  /** The least recently used first. */
  readonly #kept = new Map<string, Float32Array>();
  #bytes = 0;

  /** @param parameters without an adapter; their owner disposes of them */
  constructor(
    private readonly parameters: Parameters,
    private readonly backend: Engine['backend'],
    private readonly mostBytes = MOST_BYTES,
  ) {}

  /** Sources encoded so far and still kept. */
  get size(): number {
    return this.#kept.size;
  }

  /** @throws SeraphError too-large, model-incompatible; RangeError for no source or an empty one. */
  async of(sources: readonly Source[]): Promise<SourceStates> {
    const padded = padInputs(sources, 'sources', this.parameters.config, this.backend);
    const found = await this.#statesOf(sources);
    const { width } = this.parameters.config;
    const values = new Float32Array(padded.rows * padded.length * width);
    found.forEach((states, row) => {
      values.set(states, row * padded.length * width);
    });
    const mask = paddingMask(padded.lengths, padded.length);
    return {
      sources: padded,
      states: tf.tensor(values, [padded.rows * padded.length, width], 'float32'),
      mask: mask && tf.tensor(mask, [padded.rows, 1, 1, padded.length], 'float32'),
    };
  }

  async #statesOf(sources: readonly Source[]): Promise<readonly Float32Array[]> {
    const keys = sources.map((source) => source.join(' '));
    const missing = new Map(
      sources.flatMap((source, place) => {
        const key = keys[place] ?? '';
        return this.#kept.has(key) ? [] : [[key, source] as const];
      }),
    );
    const added = new Map<string, Float32Array>();
    const entries = [...missing];
    for (let first = 0; first < entries.length; first += BATCH) {
      const group = entries.slice(first, first + BATCH);
      const states = await this.#encode(group.map(([, source]) => source));
      group.forEach(([key], place) => {
        added.set(key, states[place] ?? new Float32Array(0));
      });
    }
    const found = keys.map((key) => added.get(key) ?? this.#kept.get(key) ?? new Float32Array(0));
    keys.forEach((key, place) => this.#keep(key, found[place] ?? new Float32Array(0)));
    return found;
  }

  async #encode(sources: readonly Source[]): Promise<readonly Float32Array[]> {
    const { config } = this.parameters;
    const padded = padInputs(sources, 'sources', config, this.backend);
    const states = encodeStates(this.parameters, padded);
    try {
      const values = (await states.data()) as Float32Array;
      const row = padded.length * config.width;
      return padded.lengths.map((length, place) =>
        values.slice(place * row, place * row + length * config.width),
      );
    } finally {
      states.dispose();
    }
  }

  #keep(key: string, states: Float32Array): void {
    const before = this.#kept.get(key);
    this.#bytes += states.byteLength - (before?.byteLength ?? 0);
    this.#kept.delete(key);
    this.#kept.set(key, states);
    for (const [oldest, old] of this.#kept) {
      if (this.#bytes <= this.mostBytes) break;
      this.#kept.delete(oldest);
      this.#bytes -= old.byteLength;
    }
  }
}
