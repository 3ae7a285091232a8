import type { ExportedFile } from '../state/exports.js';

/** Hands a file to the browser's downloads. */
export function download({ name, content, type }: ExportedFile<string | Uint8Array<ArrayBuffer>>): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
