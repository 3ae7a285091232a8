import { sha256 } from '../src/core/hash/sha256.js';
import { readAdapterFile } from '../src/formats/adapter/adapter-file.js';
import type { SessionVersion } from '../src/model/session.js';

/**
 * A version of the model from its file, `adapter_model.safetensors`.
 * @throws {SeraphError} `bad-format`, `model-incompatible`: see `readAdapterFile`
 */
export async function readVersion(file: Uint8Array): Promise<SessionVersion> {
  const { adapter, baseHash } = await readAdapterFile(file);
  return { hash: await sha256(file), baseHash, adapter };
}
