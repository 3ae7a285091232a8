/** Every format that a knowledge base can be imported from. Loaded when the curator chooses files, not before. */
import { SeraphError } from '../src/core/errors.js';
import type { ImportChoice, ImportPreview } from '../src/core/kb/import.js';
import type { Concept } from '../src/core/kb/knowledge-base.js';
import { importFilesOf } from '../src/formats/kb-import/files/import-files.js';
import { headOf } from '../src/formats/kb-import/files/reading.js';
import type { ImportFile, ImportWatch, KbImporter } from '../src/formats/kb-import/importer.js';
import { ctdImporter } from '../src/formats/kb-import/ctd/ctd-importer.js';
import { meshXmlImporter } from '../src/formats/kb-import/mesh-xml/mesh-importer.js';
import { oboImporter } from '../src/formats/kb-import/obo/obo-importer.js';
import { rf2Importer } from '../src/formats/kb-import/rf2/rf2-importer.js';
import { rrfImporter } from '../src/formats/kb-import/rrf/rrf-importer.js';
import { PREVIEW_CONCEPTS, previewReport } from '../src/formats/kb-import/preview.js';
import { createImportReport } from '../src/formats/kb-import/report.js';
import type { KbImporting } from '../src/storage/kbs/kb-formats.js';

const IMPORTERS: readonly KbImporter[] = [
  oboImporter,
  ctdImporter,
  meshXmlImporter,
  rrfImporter,
  rf2Importer,
];

export const kbImporting: KbImporting = {
  async preview(blobs, format, choice, watch) {
    const files = await importFilesOf(blobs);
    const importer = format === null ? await recognised(files) : importerOf(format);
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
  for await (const concept of importer.read(files, choice, report, watch)) {
    concepts.push(concept);
    if (concepts.length === PREVIEW_CONCEPTS) break;
  }
  return { ...preview, description: choice.description, concepts, remarks: report.lines };
}

/** The importer that is surest that the files are its own. */
async function recognised(files: readonly ImportFile[]): Promise<KbImporter> {
  const heads = new Map<string, string>();
  for (const file of files) heads.set(file.name, await headOf(file));
  let best: { readonly importer: KbImporter; readonly sureness: number } | null = null;
  for (const importer of IMPORTERS) {
    const sureness = importer.recognise(files, heads);
    if (sureness > (best?.sureness ?? 0)) best = { importer, sureness };
  }
  if (best) return best.importer;
  throw new SeraphError(
    'bad-format',
    `No knowledge base was recognised in ${files.map(({ name }) => name).join(', ') || 'an empty archive'}. Nothing was changed. Choose a file of one of these: ${IMPORTERS.map(({ label }) => label).join(', ')}.`,
    { got: files.length },
  );
}

/** @throws {SeraphError} `bad-format` */
function importerOf(format: string): KbImporter {
  const importer = IMPORTERS.find(({ id }) => id === format);
  if (importer) return importer;
  throw new SeraphError(
    'bad-format',
    `Seraph has no reader for “${format}”. Nothing was changed. Choose another format.`,
    { expected: IMPORTERS.map(({ id }) => id).join(', '), got: format },
  );
}
