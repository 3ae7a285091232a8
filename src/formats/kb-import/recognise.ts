/** Which importer files are for. */
import { SeraphError } from '../../core/errors.js';
import { importError } from './files/import-error.js';
import { headOf } from './files/reading.js';
import type { ImportFile, KbImporter } from './importer.js';
import { IMPORTERS } from './importers.js';

/** Below this, a format is a guess that a stray text file would get too. */
const SURE_ENOUGH = 0.1;

/**
 * The importer that is surest that the files are its own.
 *
 * @throws {SeraphError} `bad-format` when none is, or one of the files cannot be opened; `too-large`
 */
export async function recogniseImporter(files: readonly ImportFile[]): Promise<KbImporter> {
  const heads = new Map<string, string>();
  for (const file of files) heads.set(file.name, await headOf(file));
  let best: { readonly importer: KbImporter; readonly score: number } | null = null;
  for (const importer of IMPORTERS) {
    const score = importer.recognise(files, heads);
    if (score >= SURE_ENOUGH && score > (best?.score ?? 0)) best = { importer, score };
  }
  if (best) return best.importer;
  throw importError(
    {
      file:
        files
          .map(({ name }) => name)
          .slice(0, 3)
          .join(', ') || 'An archive without files',
    },
    'no vocabulary was recognised in it',
    `Choose a file in one of these formats: ${IMPORTERS.map(({ label }) => label).join('; ')}`,
  );
}

/** @throws {SeraphError} `bad-format` for a format that this Seraph does not know */
export function importerOf(format: string): KbImporter {
  const importer = IMPORTERS.find(({ id }) => id === format);
  if (importer) return importer;
  throw new SeraphError(
    'bad-format',
    `This Seraph has no reader for the format "${format}". Nothing was imported. Choose another format.`,
    { expected: IMPORTERS.map(({ id }) => id).join(', '), got: format },
  );
}
