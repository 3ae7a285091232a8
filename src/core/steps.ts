import { SeraphError } from './errors.js';
import type { Progress, Watch } from './progress.js';

/** Work cut into steps of a few milliseconds: a yield is a place where it can rest or stop. */
export type Steps<T> = Generator<Progress | null, T, void>;

/** How long work goes on before it lets others in, ms. */
const TURN = 10;

/** Does all steps at once: for small work, and where nobody waits. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Does the steps in turns of about 10 ms.
 *
 * @param pause resolves in a later task (`setTimeout`, a message), so that a newer request can arrive and abort this one
 * @throws {SeraphError} `aborted`
 */
export async function finishInTurns<T>(
  steps: Steps<T>,
  { signal, onProgress }: Watch,
  pause: () => Promise<void>,
): Promise<T> {
  let turnEnds = Date.now() + TURN;
  for (;;) {
    if (signal?.aborted) throw aborted();
    const step = steps.next();
    if (step.done) return step.value;
    if (Date.now() < turnEnds) continue;
    if (step.value) onProgress?.(step.value);
    await pause();
    turnEnds = Date.now() + TURN;
  }
}

function aborted(): SeraphError {
  return new SeraphError(
    'aborted',
    'The work was stopped before its end. Your documents and decisions are safe. Start it again to have its result.',
  );
}
