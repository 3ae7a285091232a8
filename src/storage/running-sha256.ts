import { sha256 } from '@noble/hashes/sha2.js';
import type { Sha256 } from '../core/ids.js';

/** SHA-256 of bytes that come one piece after another, which the platform's own digest cannot take. */
export class RunningSha256 {
  readonly #hash = sha256.create();

  add(piece: Uint8Array): void {
    this.#hash.update(piece);
  }

  /** Of all pieces; nothing can be added afterwards. */
  finish(): Sha256 {
    return Array.from(this.#hash.digest(), (byte) => byte.toString(16).padStart(2, '0')).join('') as Sha256;
  }
}
