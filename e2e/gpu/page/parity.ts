/** Runs the model in a module worker, as the application does; called by parity.spec.ts. */
import type { BackendName } from '../../../src/model/index.js';
import type { Answer, Loss, Parity, Question, TrainingParity } from './parity.worker.js';
import type { RealMention } from './real-mention.js';

declare global {
  interface Window {
    hasWebGpu(): Promise<boolean>;
    parity(backend: BackendName): Promise<Parity>;
    mention(backend: BackendName): Promise<RealMention>;
    loss(): Promise<Loss>;
    training(backend: BackendName): Promise<TrainingParity>;
  }
}

window.hasWebGpu = async () => {
  const gpu = navigator.gpu as GPU | undefined;
  return (await gpu?.requestAdapter()) != null;
};
window.parity = (backend) => ask({ ask: 'parity', backend }) as Promise<Parity>;
window.mention = (backend) => ask({ ask: 'mention', backend }) as Promise<RealMention>;
window.training = (backend) => ask({ ask: 'training', backend }) as Promise<TrainingParity>;
window.loss = () => ask({ ask: 'loss' }) as Promise<Loss>;

/** Each question has a worker of its own, so that backends do not meet. */
function ask(question: Question): Promise<Exclude<Answer, { failure: string }>> {
  const worker = new Worker(new URL('./parity.worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      worker.terminate();
      if ('failure' in data) reject(new Error(data.failure));
      else resolve(data);
    };
    worker.postMessage(question);
  });
}
