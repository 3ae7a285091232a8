/**
 * Runs commands one after another. A key pressed while the previous decision is still being written waits for it, so it
 * acts on what the curator will see, not on what is about to change.
 */
export interface Queue {
  /** Runs at once when nothing is under way; a command that does not wait stays synchronous. */
  run(command: () => unknown): void;
  /** Resolves when all that was queued so far is done. */
  idle(): Promise<void>;
}

export function createQueue(onError: (error: unknown) => void): Queue {
  const waiting: (() => unknown)[] = [];
  let settled = Promise.resolve();
  let busy = false;

  const drain = (): void => {
    while (!busy) {
      const command = waiting.shift();
      if (!command) return;
      try {
        const result = command();
        if (!(result instanceof Promise)) continue;
        busy = true;
        settled = result
          .then(
            () => undefined,
            (error: unknown) => onError(error),
          )
          .then(() => {
            busy = false;
            drain();
          });
      } catch (error) {
        onError(error);
      }
    }
  };

  return {
    run(command) {
      waiting.push(command);
      drain();
    },
    async idle() {
      while (busy) await settled;
    },
  };
}
