import type { Sha256 } from '../ids.js';

/**
 * SHA-256 of the bytes, as lower-case hexadecimal. Runs in pages, workers and Node 20; in a browser only in a secure
 * context (https or localhost), as the platform's digest demands.
 */
export async function sha256(bytes: Uint8Array): Promise<Sha256> {
  // The digest's typings exclude shared memory, which no caller has.
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') as Sha256;
}
