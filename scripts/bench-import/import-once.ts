/**
 * Imports files into nothing and prints one line of JSON: a process of its own for each, so that peak memory is that of
 * one import.
 */
import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BlobLike } from '../../src/formats/kb-import/files/blob-like.js';
import { importFilesOf } from '../../src/formats/kb-import/files/import-files.js';
import { recogniseImporter } from '../../src/formats/kb-import/recognise.js';
import { createImportReport } from '../../src/formats/kb-import/report.js';

/** A file on disk as the browser's `File`: bytes are read when they are asked for. */
async function blobOf(path: string): Promise<BlobLike> {
  const handle = await open(path);
  const { size } = statSync(path);
  return {
    name: basename(path),
    size,
    slice: (start, end) => ({
      async arrayBuffer() {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer.slice(0, bytesRead);
      },
    }),
  };
}

const before = process.resourceUsage().maxRSS;
const started = performance.now();
const files = await importFilesOf(await Promise.all(process.argv.slice(2).map(blobOf)));
const importer = await recogniseImporter(files);
const preview = await importer.preview(files, {});
const previewed = performance.now();
const choice = {
  format: importer.id,
  description: preview.description,
  filters: {},
  mapping: preview.table?.mapping ?? null,
  group: 'Disease',
};
const report = createImportReport();
let concepts = 0;
let names = 0;
for await (const concept of importer.read(files, choice, report, {})) {
  concepts++;
  names += 1 + concept.synonyms.length;
}
const remarks = report.reasons().reduce((sum, { count }) => sum + count, 0);
console.log(
  JSON.stringify({
    recognised: preview.recognised,
    concepts,
    names,
    remarks,
    previewSeconds: (previewed - started) / 1000,
    seconds: (performance.now() - previewed) / 1000,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    startMegabytes: before / 1024,
  }),
);
process.exit(0);
