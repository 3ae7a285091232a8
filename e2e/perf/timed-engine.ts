import type { Engine } from '../../src/core/decode/engine.js';

/** CPU milliseconds of this process: on a shared machine another program's work does not count, on an idle one it equals wall time. */
export function cpuNow(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What one link asked of the engine; times as `cpuNow` tells them. */
export interface EngineLog {
  encode: number;
  prefill: number;
  steps: number;
  /** Steps and rows in all of them. */
  stepCount: number;
  rowCount: number;
  /** Tokens of the sources, without padding. */
  sourceTokens: number;
  /** When the first `encode` began, and when the last handle was given back: the search lies between. */
  began: number;
  ended: number;
}

export function emptyLog(): EngineLog {
  return {
    encode: 0,
    prefill: 0,
    steps: 0,
    stepCount: 0,
    rowCount: 0,
    sourceTokens: 0,
    began: Number.NaN,
    ended: Number.NaN,
  };
}

/**
 * The same engine, writing into the log that `current` gives at each call. WASM computes at once, so the time of a
 * call is the time of its work.
 */
export function timedEngine(engine: Engine, current: () => EngineLog): Engine {
  const timed = async <T>(part: 'encode' | 'prefill' | 'steps', work: () => Promise<T>): Promise<T> => {
    const from = cpuNow();
    const result = await work();
    current()[part] += cpuNow() - from;
    return result;
  };
  return {
    ...engine,
    encode(sources) {
      const log = current();
      if (Number.isNaN(log.began)) log.began = cpuNow();
      log.sourceTokens += sources.reduce((sum, source) => sum + source.length, 0);
      return timed('encode', () => engine.encode(sources));
    },
    prefill: (encoded, prefixes, allowed) =>
      timed('prefill', () => engine.prefill(encoded, prefixes, allowed)),
    step(state, rows, allowed) {
      const log = current();
      log.stepCount += 1;
      log.rowCount += rows.tokens.length;
      return timed('steps', () => engine.step(state, rows, allowed));
    },
    free(handle) {
      engine.free(handle);
      current().ended = cpuNow();
    },
  };
}
