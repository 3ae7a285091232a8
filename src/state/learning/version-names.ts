import type { Sha256 } from '../../core/ids.js';
import type { AppState } from '../app-state.js';

/** What the base model is called beside its versions. */
export const BASE_NAME = 'Base model';

/** The name of a version for the screen; null is the base model. */
export function nameOfVersion({ versions }: Pick<AppState, 'versions'>, hash: Sha256 | null): string {
  if (hash === null) return BASE_NAME;
  return versions.find((version) => version.hash === hash)?.name ?? `removed version ${hash.slice(0, 8)}`;
}
