/** Every format that a knowledge base can be imported from. Loaded when the curator chooses files, not before. */
import type { ImportChoice, ImportPreview } from '../src/core/kb/import.js';
import type { Concept } from '../src/core/kb/knowledge-base.js';
import { importFilesOf } from '../src/formats/kb-import/files/import-files.js';
import type { ImportFile, ImportWatch, KbImporter } from '../src/formats/kb-import/importer.js';
import { PREVIEW_CONCEPTS, previewReport } from '../src/formats/kb-import/preview.js';
import { importerOf, recogniseImporter } from '../src/formats/kb-import/recognise.js';
import { createImportReport } from '../src/formats/kb-import/report.js';
import type { KbImporting } from '../src/storage/kbs/kb-formats.js';

export const kbImporting: KbImporting = {
  async preview(blobs, format, choice, watch) {
    const files = await importFilesOf(blobs);
    const importer = format === null ? await recogniseImporter(files) : importerOf(format);
    const preview = await importer.preview(files, watch);
    return choice === null ? preview : await asChosen(preview, importer, files, choice, watch);
  },
  async read(blobs, choice, remarks, watch) {
    return importerOf(choice.format).read(await importFilesOf(blobs), choice, remarks, watch);
  },
  remarks: createImportReport,
};

/** The preview with the first concepts as the choice reads them. */
async function asChosen(
  preview: ImportPreview,
  importer: KbImporter,
  files: readonly ImportFile[],
  choice: ImportChoice,
  watch: ImportWatch,
): Promise<ImportPreview> {
  const report = previewReport();
  const concepts: Concept[] = [];
  for await (const concept of importer.read(files, choice, report, { ...watch, first: PREVIEW_CONCEPTS })) {
    concepts.push(concept);
    if (concepts.length === PREVIEW_CONCEPTS) break;
  }
  return { ...preview, description: choice.description, concepts, remarks: report.lines };
}
