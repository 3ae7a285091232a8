import type { TrainingPace } from '../../core/training/job.js';

/** A run asks before each pass, and waits here while it may not go on. */
export class PaceKeeper {
  #pace: TrainingPace = 'full';
  #waiting: (() => void)[] = [];

  /** @param nextTask lets messages arrive, a change of pace or a cancel among them */
  constructor(private readonly nextTask: () => Promise<void>) {}

  set(pace: TrainingPace): void {
    this.#pace = pace;
    this.#wake();
  }

  /** Resolves when the run may go on, or when `signal` aborts: whoever waits then looks at it. */
  async ready(signal?: AbortSignal): Promise<void> {
    await this.nextTask();
    while (this.#pace !== 'full' && signal?.aborted !== true) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
