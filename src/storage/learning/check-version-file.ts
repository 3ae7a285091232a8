import { SeraphError } from '../../core/errors.js';
import { sha256 } from '../../core/hash/sha256.js';
import type { Sha256 } from '../../core/ids.js';

/** @throws SeraphError `bad-hash` when the file is not the one that the hash names */
export async function checkVersionFile(expected: Sha256, file: Uint8Array): Promise<void> {
  const got = await sha256(file);
  if (got === expected) return;
  throw new SeraphError(
    'bad-hash',
    'The file of this version of the model is damaged and was not used. Your decisions, the base model and the other ' +
      'versions are safe. Remove the version; import it again if you exported it, or train it again.',
    { expected, got },
  );
}
