/**
 * Gives the memory of an array back at once, where the platform can (`ArrayBuffer.prototype.transfer`); elsewhere the
 * next garbage collection does. The array is empty afterwards.
 */
export function release(array: Uint8Array | Uint32Array): void {
  const buffer = array.buffer as ArrayBufferLike & { readonly transfer?: (length: number) => unknown };
  buffer.transfer?.(0);
}

/** Puts all of an array where it stays, and gives its memory back. */
export function moveInto(target: Uint8Array | Uint32Array, array: Uint8Array | Uint32Array): void {
  target.set(array);
  release(array);
}
