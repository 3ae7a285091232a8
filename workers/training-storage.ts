/** What a run of training keeps, where the browser lets it: its checkpoints, and the base model's scores of pairs. */
import { SeraphError } from '../src/core/errors.js';
import type { KeptRun, ReferenceRepository } from '../src/core/repositories.js';
import type { Checkpoint } from '../src/core/training/checkpoint.js';
import type { TrainingJob } from '../src/core/training/job.js';
import { openDatabase } from '../src/storage/database.js';
import { indexedDbLearning, memoryLearning } from '../src/storage/learning/learning-repositories.js';

export interface TrainingStorage {
  readonly references: ReferenceRepository;
  load(): Promise<KeptRun | undefined>;
  /** In place of any run before. Where nothing can be kept, the run goes on all the same. */
  begin(job: TrainingJob): Promise<void>;
  /** Null when the checkpoint is kept; else why it is not, in words. The one before stays. */
  save(id: TrainingJob['id'], checkpoint: Checkpoint): Promise<string | null>;
}

/** Storage; where it is refused, a memory that ends with this worker, which every checkpoint says. */
export async function openTrainingStorage(): Promise<TrainingStorage> {
  const { runs, references, isDurable } = await open();
  let unkept: string | null = isDurable ? null : REFUSED;
  return {
    references: {
      get: (baseHash, keys) => references.get(baseHash, keys),
      async put(baseHash, scores) {
        try {
          await references.put(baseHash, scores);
        } catch (error) {
          // The run has them, and the next one asks the model again; that storage is full its checkpoints say.
          wordsOf(error);
        }
      },
    },
    load: () => runs.load(),
    async begin(job) {
      unkept = isDurable ? null : REFUSED;
      try {
        await runs.begin(job);
      } catch (error) {
        unkept = wordsOf(error);
      }
    },
    async save(id, checkpoint) {
      try {
        await runs.save(id, checkpoint);
        return unkept;
      } catch (error) {
        return wordsOf(error);
      }
    },
  };
}

async function open() {
  try {
    return { ...indexedDbLearning(await openDatabase()), isDurable: true };
  } catch (error) {
    if (error instanceof SeraphError && error.kind === 'bad-version') throw error;
    return { ...memoryLearning(), isDurable: false };
  }
}

const REFUSED =
  'This browser keeps nothing for Seraph, so an interrupted training begins anew. The model in use is safe. Leave the ' +
  'tab open until it is done.';

/** @throws whatever is not about storage */
function wordsOf(error: unknown): string {
  if (error instanceof SeraphError && STORAGE.has(error.kind)) return error.message;
  throw error;
}

const STORAGE: ReadonlySet<SeraphError['kind']> = new Set(['storage-full', 'storage-unavailable']);
