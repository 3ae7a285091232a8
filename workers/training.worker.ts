/** Trains versions of the model: `TrainingApi` to the page. It has a model of its own, so that linking goes on. */
import { sha256 } from '../src/core/hash/sha256.js';
import { writeAdapterFile } from '../src/formats/adapter/adapter-file.js';
import { ModelSession } from '../src/model/session.js';
import { PaceKeeper } from '../src/model/training/pace.js';
import { runTraining } from '../src/model/training/training-session.js';
import type { ConnectApi, TrainingApi, TrainingNews } from '../src/rpc/protocol.js';
import { serve, Transferred } from '../src/rpc/serve.js';
import { modelFiles } from '../src/storage/model-files.js';
import { createModelParts } from './model-parts.js';
import { nextTask } from './next-task.js';
import { page } from './page.js';
import { readVersion } from './read-version.js';
import { openCache } from './storage.js';
import { openTrainingStorage } from './training-storage.js';

const parts = createModelParts();
const session = new ModelSession({ ...parts, keepsGenerated: true });
const pace = new PaceKeeper(nextTask);
let running: Promise<void> = Promise.resolve();

serve<TrainingApi & ConnectApi>(
  {
    async train({ job, parentFile, modelUrl, prefer, project, news }, { signal, onProgress }) {
      const tell = (what: TrainingNews): void => news.postMessage(what);
      const before = running;
      let isOver = (): void => undefined;
      running = new Promise((resolve) => {
        isOver = resolve;
      });
      try {
        // One that was cancelled still keeps its last checkpoint, from which this one may go on.
        await before;
        const storage = await openTrainingStorage();
        const kept = await storage.load();
        const files = modelFiles(await openCache(), modelUrl, signal);
        const { backend, reason, baseHash } = await session.load(files, prefer, { signal, onProgress });
        tell({ kind: 'backend', backend, reason });
        await session.useProject(project);
        const from = kept?.job.id === job.id ? kept.checkpoint : null;
        if (!from) await storage.begin(job);
        const { adapter, report } = await runTraining(
          job,
          parentFile && (await readVersion(parentFile)),
          from,
          {
            session,
            references: storage.references,
            keep: async (checkpoint) => {
              const reason = await storage.save(job.id, checkpoint);
              tell({ kind: 'checkpoint', step: checkpoint.step, kept: reason === null, reason });
            },
            onPoint: (point, steps) => tell({ kind: 'point', point, steps }),
            onProgress,
            ready: () => pace.ready(signal),
            signal,
            now: () => performance.now(),
          },
        );
        const file = writeAdapterFile({ adapter, baseHash });
        const hash = await sha256(file);
        return new Transferred({ file, hash, report }, [file.buffer]);
      } finally {
        isOver();
        news.close();
      }
    },
    setPace(wanted) {
      pace.set(wanted.pace);
      return null;
    },
    connect({ port }) {
      parts.connect(port);
      return null;
    },
  },
  page,
);
