import { SeraphError } from '../core/errors.js';
import type { Engine } from '../core/decode/engine.js';

export type BackendName = Engine['backend'];

/** A tfjs backend that may be there. The packages themselves are imported by workers and scripts. */
export interface BackendCandidate {
  readonly name: BackendName;
  /** True, or in words why not: "this browser has no WebGPU". */
  available(): Promise<true | string>;
  /** Makes it the active backend; gives a description for the screen: "WASM with 2 threads". */
  init(): Promise<string>;
}

export interface ChosenBackend {
  readonly backend: BackendName;
  /** Which backend runs and why, in words for the screen. */
  readonly reason: string;
}

/**
 * Starts the first candidate that is available and starts. With `prefer`, candidates before it are skipped.
 *
 * @throws SeraphError backend-unavailable, with every candidate's reason, when none starts.
 */
export async function chooseBackend(
  candidates: readonly BackendCandidate[],
  prefer: BackendName | null = null,
): Promise<ChosenBackend> {
  const first = prefer === null ? 0 : candidates.findIndex(({ name }) => name === prefer);
  const refusals: string[] = [];
  for (const candidate of candidates.slice(Math.max(first, 0))) {
    try {
      const available = await candidate.available();
      if (available !== true) {
        refusals.push(available);
        continue;
      }
      const description = await candidate.init();
      const chosen =
        prefer === candidate.name ? [`${description}, as asked for`] : [...refusals, description];
      return { backend: candidate.name, reason: chosen.join('; ') };
    } catch (error) {
      refusals.push(
        `${candidate.name} did not start (${error instanceof Error ? error.message : String(error)})`,
      );
    }
  }
  throw new SeraphError(
    'backend-unavailable',
    `The model cannot run here: ${refusals.join('; ') || 'no backend was offered'}. ` +
      'Your documents and decisions are safe, and searching works without the model. Update the browser or try another.',
    { got: refusals.join('; ') },
  );
}
