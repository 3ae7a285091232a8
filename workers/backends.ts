/**
 * tfjs backends in the browser: WebGPU, WASM, plain JavaScript. Each package is fetched only when its turn comes, so
 * the bundler must split worker code (module workers).
 */
import * as tf from '@tensorflow/tfjs-core';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import {
  chooseBackend,
  type BackendCandidate,
  type BackendName,
  type ChosenBackend,
} from '../src/model/index.js';
import { activate, cpu } from './cpu-backend.js';

/** More threads than this wait for each other at the sizes of one document. */
const MOST_THREADS = 4;

/** Makes a backend active. A GPU emulated in software is slower than WASM: used only when preferred. */
export function useBrowserBackend(prefer: BackendName | null = null): Promise<ChosenBackend> {
  return chooseBackend([webgpu(prefer === 'webgpu'), wasm, cpu], prefer);
}

function webgpu(evenSoftware: boolean): BackendCandidate {
  return {
    name: 'webgpu',
    async available() {
      const gpu = navigator.gpu as GPU | undefined;
      if (!gpu) return 'WebGPU is not available in this browser';
      const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
      if (!adapter) return 'this browser has WebGPU but offers no graphics processor';
      if (!evenSoftware && isSoftware(adapter.info)) {
        return 'WebGPU is emulated in software here, which is slower than WASM';
      }
      return true;
    },
    async init() {
      await import('@tensorflow/tfjs-backend-webgpu');
      await activate('webgpu');
      return 'WebGPU';
    },
  };
}

function isSoftware({ isFallbackAdapter, vendor, architecture }: GPUAdapterInfo): boolean {
  return isFallbackAdapter || /swiftshader|llvmpipe|software/i.test(`${vendor} ${architecture}`);
}

const wasm: BackendCandidate = {
  name: 'wasm',
  available: () =>
    Promise.resolve(typeof WebAssembly === 'object' || 'WebAssembly is switched off in this browser'),
  async init() {
    const { getThreadsCount, setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainUrl,
      'tfjs-backend-wasm-simd.wasm': simdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
    });
    const threads = Math.min(navigator.hardwareConcurrency, MOST_THREADS);
    setThreadsCount(threads);
    await withProcessors(2 * threads, () => activate('wasm'));
    if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) return 'WASM without SIMD, 1 thread (slow)';
    if (await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'))
      return `WASM with ${getThreadsCount()} threads`;
    return 'WASM with 1 thread (the page is not cross-origin isolated)';
  },
};

/**
 * tfjs never uses more threads than half of the processors it sees while starting, so a machine with two would get
 * one: here it sees `processors`.
 */
async function withProcessors(processors: number, start: () => Promise<void>): Promise<void> {
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: processors, configurable: true });
  try {
    await start();
  } finally {
    // The own property goes, and the browser's own answer shows again.
    Reflect.deleteProperty(navigator, 'hardwareConcurrency');
  }
}
