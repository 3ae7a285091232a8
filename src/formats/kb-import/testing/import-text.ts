/** Runs an importer on texts, as the app does on files. */
import type { ImportChoice, ImportPreview, ImportReason } from '../../../core/kb/import.js';
import type { Concept } from '../../../core/kb/knowledge-base.js';
import { blobOfBytes } from '../files/blob-like.js';
import { importFilesOf } from '../files/import-files.js';
import { headOf } from '../files/reading.js';
import type { ImportFile, KbImporter } from '../importer.js';
import { createImportReport } from '../report.js';

export interface ImportedText {
  /** From `recognise`. */
  readonly score: number;
  readonly preview: ImportPreview;
  readonly concepts: readonly Concept[];
  readonly byId: ReadonlyMap<string, Concept>;
  readonly reasons: readonly ImportReason[];
}

export function filesOfTexts(
  texts: Readonly<Record<string, string | Uint8Array>>,
): Promise<readonly ImportFile[]> {
  return importFilesOf(
    Object.entries(texts).map(([name, text]) =>
      blobOfBytes(name, typeof text === 'string' ? new TextEncoder().encode(text) : text),
    ),
  );
}

export async function headsOf(files: readonly ImportFile[]): Promise<ReadonlyMap<string, string>> {
  return new Map(await Promise.all(files.map(async (file) => [file.name, await headOf(file)] as const)));
}

/** @param change what the curator chose instead of the preview's own */
export async function importTexts(
  importer: KbImporter,
  texts: Readonly<Record<string, string | Uint8Array>>,
  change: Partial<ImportChoice> = {},
): Promise<ImportedText> {
  const files = await filesOfTexts(texts);
  const score = importer.recognise(files, await headsOf(files));
  const preview = await importer.preview(files, {});
  const choice: ImportChoice = {
    format: preview.format,
    description: preview.description,
    filters: {},
    mapping: preview.table?.mapping ?? null,
    group: 'Test group',
    ...change,
  };
  const report = createImportReport();
  const concepts: Concept[] = [];
  for await (const concept of importer.read(files, choice, report, {})) concepts.push(concept);
  const byId = new Map<string, Concept>(concepts.map((concept) => [concept.id, concept]));
  return { score, preview, concepts, byId, reasons: report.reasons() };
}
