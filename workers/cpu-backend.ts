/** The backend that every host has, and how any backend of tfjs is made active. Shared by the browser and Node. */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendCandidate, BackendName } from '../src/model/index.js';

export const cpu: BackendCandidate = {
  name: 'cpu',
  available: () => Promise.resolve(true),
  async init() {
    await import('@tensorflow/tfjs-backend-cpu');
    await activate('cpu');
    return 'plain JavaScript (slow)';
  },
};

/** @throws Error when tfjs cannot start it; `chooseBackend` then tries the next. */
export async function activate(name: BackendName): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`tfjs could not start ${name}`);
  await tf.ready();
}
