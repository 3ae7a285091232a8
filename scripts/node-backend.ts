/** tfjs backends under Node, for scripts and tests. */
import { createRequire } from 'node:module';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import {
  chooseBackend,
  type BackendCandidate,
  type BackendName,
  type ChosenBackend,
} from '../src/model/index.js';
import { activate, cpu } from '../workers/cpu-backend.js';

const wasm: BackendCandidate = {
  name: 'wasm',
  available: () => Promise.resolve(typeof WebAssembly === 'object' || 'this Node has no WebAssembly'),
  async init() {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(`${path.dirname(main)}${path.sep}`);
    await activate('wasm');
    const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
    // tfjs 4.22 switches its threads off under Node (tensorflow/tfjs#3830): they start from blob: addresses, which
    // Node's workers do not take.
    return `WASM ${simd ? 'with SIMD' : 'without SIMD'}, 1 thread (tfjs has no threads under Node)`;
  },
};

/** Makes a backend active: WASM, else plain JavaScript. */
export function useNodeBackend(prefer: BackendName | null = null): Promise<ChosenBackend> {
  return chooseBackend([wasm, cpu], prefer);
}
