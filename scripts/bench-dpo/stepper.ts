/** A process that makes training steps when it is told to: one line of JSON for each word it is sent. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What a process says once it is ready. */
export interface Ready {
  readonly about: string;
}

export interface StepTime {
  readonly wall_ms: number;
  readonly cpu_ms: number;
  readonly loss: number;
}

/** Of the whole life of a process, bytes; `tensor_bytes` where it counts them. */
export interface PeakMemory {
  readonly rss_bytes: number;
  readonly tensor_bytes?: number;
}

export interface Stepper {
  readonly about: string;
  /** @param words `step`, or `step 2` for two threads */
  step(words: string): Promise<StepTime>;
  end(): Promise<PeakMemory>;
  /** Ends the process where it stands. */
  kill(): void;
}

/** @throws Error with the process's own last words when it ends before it answers */
export async function startStepper(command: string, words: readonly string[]): Promise<Stepper> {
  const child = spawn(command, words);
  const answers = answersOf(child);
  const ask = async <T>(word: string | null): Promise<T> => {
    if (word !== null) child.stdin.write(`${word}\n`);
    return JSON.parse(await answers()) as T;
  };
  // A process that ended takes no more words; its own last ones are what is told.
  child.stdin.on('error', () => undefined);
  const { about } = await ask<Ready>(null);
  return {
    about,
    step: (word) => ask<StepTime>(word),
    end: () => ask<PeakMemory>('end'),
    kill: () => void child.kill(),
  };
}

function answersOf(child: ChildProcessWithoutNullStreams): () => Promise<string> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-2000);
  });
  return async () => {
    for (;;) {
      const next = (await lines.next()) as IteratorResult<string, undefined>;
      if (next.done === true) throw new Error(`${child.spawnargs.join(' ')} ended early. It said:\n${said}`);
      if (next.value.startsWith('{')) return next.value;
    }
  };
}
