/** Runs an importer on texts and bytes, as its tests need it. */
import type { ImportChoice, ImportLine, ImportPreview } from '../../../core/kb/import.js';
import type { Concept } from '../../../core/kb/knowledge-base.js';
import type { AbortSignalLike } from '../../../core/progress.js';
import { headOf } from '../files/reading.js';
import type { ImportFile, KbImporter } from '../importer.js';

/** @param chunk bytes at a time: small ones cut lines, characters and tokens */
export function fileOf(name: string, content: string | Uint8Array, chunk = 7): ImportFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name,
    size: bytes.length,
    async *open(onStored) {
      for (let at = 0; at < bytes.length; at += chunk) {
        const part = bytes.subarray(at, at + chunk);
        onStored?.(part.length);
        yield await Promise.resolve(part);
      }
    },
  };
}

/** UTF-16 with its mark, as some Windows programs save. */
export function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length + 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at + 2, text.charCodeAt(at), true);
  return bytes;
}

/** Every character below U+0100 as its own byte. */
export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export interface ImportRun {
  readonly concepts: readonly Concept[];
  readonly remarks: readonly ImportLine[];
}

/** Reads with all that the preview would choose, and `choice` on top. */
export async function runImport(
  importer: KbImporter,
  file: ImportFile,
  choice: Partial<Pick<ImportChoice, 'filters' | 'group'>> = {},
  signal?: AbortSignalLike,
): Promise<ImportRun> {
  const concepts: Concept[] = [];
  const remarks: ImportLine[] = [];
  const whole: ImportChoice = {
    format: importer.id,
    description: {
      id: 'x',
      title: '',
      version: '',
      source: '',
      licence: '',
      attribution: '',
      linkTemplate: '',
    },
    filters: {},
    mapping: null,
    group: 'Thing',
    ...choice,
  };
  const report = { add: (line: ImportLine) => void remarks.push(line) };
  for await (const concept of importer.read([file], whole, report, signal ? { signal } : {})) {
    concepts.push(concept);
  }
  return { concepts, remarks };
}

export async function previewOf(importer: KbImporter, file: ImportFile): Promise<ImportPreview> {
  return await importer.preview([file], {});
}

/** How sure the importer is of a file, from its real beginning. */
export async function surenessOf(importer: KbImporter, file: ImportFile): Promise<number> {
  return importer.recognise([file], new Map([[file.name, await headOf(file)]]));
}
