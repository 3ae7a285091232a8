/** Makes training steps on tfjs, as the training worker does: `tsx step-process.ts BACKEND BATCH.json`. See `stepper.ts`. */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import * as tf from '@tensorflow/tfjs-core';
import { createAdapter } from '../../src/core/adapter/adapter.js';
import { factorsOf, withFactors } from '../../src/core/adapter/factors.js';
import { adamStep, addGradients, clipGradients, startAdam } from '../../src/core/training/adam-w.js';
import { passesOf, UNKNOWN } from '../../src/core/training/passes.js';
import { loadModel, type BackendName } from '../../src/model/index.js';
import { uploadParameters } from '../../src/model/bart/parameters.js';
import { createAdapterTrainer } from '../../src/model/training/adapter-trainer.js';
import { useNodeBackend } from '../node-backend.js';
import { folderSource } from '../node/load-linker.js';
import type { StepBatch } from './step-batch.js';
import type { PeakMemory, Ready, StepTime } from './stepper.js';

function answer(value: Ready | StepTime | PeakMemory): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

async function main(): Promise<void> {
  const [name = '', file = ''] = process.argv.slice(2);
  const { model, examples, settings } = JSON.parse(await readFile(file, 'utf8')) as StepBatch;
  const { backend, reason } = await useNodeBackend(name as BackendName);
  const weights = await loadModel(folderSource(model));
  const trainer = createAdapterTrainer(weights, uploadParameters(weights), backend);
  let adapter = createAdapter(weights.manifest.config, settings, settings.seed);
  let state = startAdam(factorsOf(adapter).reduce((sum, { length }) => sum + length, 0));
  trainer.setAdapter(adapter);
  const references = await trainer.score(examples, { withAdapter: false });
  let steps = 0;

  /** One step, in the passes that `trainAdapter` has. */
  const step = async (): Promise<number> => {
    const scores = new Map(examples.map(({ key }, i) => [key, references[i] ?? UNKNOWN]));
    let loss = 0;
    let gradients: readonly Float32Array[] | null = null;
    for (const pass of passesOf(examples, [], scores, settings.microBatch)) {
      const result = await trainer.pass(pass, { ...settings, replay: 0 });
      loss += result.loss;
      gradients = addGradients(gradients, result.gradients);
    }
    const clipped = clipGradients(gradients ?? [], settings.clip);
    steps += 1;
    const { rate, weightDecay } = settings;
    const moved = adamStep(factorsOf(adapter), clipped.gradients, state, { step: steps, rate, weightDecay });
    adapter = withFactors(adapter, moved.factors);
    state = moved.state;
    trainer.setAdapter(adapter);
    return loss;
  };

  answer({ about: `tfjs ${tf.version_core}, ${reason}` });
  for await (const word of createInterface({ input: process.stdin })) {
    if (word === 'end') break;
    const began = performance.now();
    const cpu = process.cpuUsage();
    const loss = await step();
    const { user, system } = process.cpuUsage(cpu);
    answer({ wall_ms: performance.now() - began, cpu_ms: (user + system) / 1000, loss });
  }
  const rss_bytes = process.resourceUsage().maxRSS * 1024;
  // Tensors are the same on every backend, and plain JavaScript takes minutes for one more step.
  if (backend === 'cpu') {
    answer({ rss_bytes });
    return;
  }
  // After the resident size was read: to count the tensors of a step takes memory, too.
  const { peakBytes } = await tf.profile(async () => {
    await step();
    return [];
  });
  answer({ rss_bytes, tensor_bytes: peakBytes });
}

await main();
