/** Runs the golden cases in a module worker, as the application runs its model; called by parity.spec.ts. */
import type { BackendName } from '../../../src/model/index.js';
import type { Parity, ParityAnswer } from './parity.worker.js';

declare global {
  interface Window {
    parity(backend: BackendName): Promise<Parity>;
    hasWebGpu(): Promise<boolean>;
  }
}

window.hasWebGpu = async () => {
  const gpu = navigator.gpu as GPU | undefined;
  return (await gpu?.requestAdapter()) != null;
};

window.parity = (backend) => {
  const worker = new Worker(new URL('./parity.worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.onmessage = ({ data }: MessageEvent<ParityAnswer>) => {
      worker.terminate();
      if ('failure' in data) reject(new Error(data.failure));
      else resolve(data);
    };
    worker.postMessage(backend);
  });
};
