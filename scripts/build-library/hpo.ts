/** HPO from its own OBO file, through the same importer that curators use; definitions and comments are left out. */
import { createReadStream } from 'node:fs';
import type { Concept } from '../../src/core/kb/knowledge-base.js';
import { oboImporter } from '../../src/formats/kb-import/obo/obo-importer.js';
import type { ImportFile } from '../../src/formats/kb-import/importer.js';

export async function readHpo(path: string): Promise<readonly Concept[]> {
  const file: ImportFile = { name: 'hp.obo', size: null, open: () => createReadStream(path) };
  const { description, filters } = await oboImporter.preview([file], {});
  const choice = {
    format: oboImporter.id,
    description,
    // Obsolete terms too: they are shown with what replaced them.
    filters: Object.fromEntries(filters.map(({ id, values }) => [id, values.map(({ value }) => value)])),
    mapping: null,
    group: 'Phenotype',
  };
  const concepts: Concept[] = [];
  const problems: string[] = [];
  const report = { add: ({ why }: { why: string }) => void problems.push(why) };
  for await (const concept of oboImporter.read([file], choice, report, {})) {
    concepts.push({ ...concept, definition: null, notes: [] });
  }
  if (problems.length > 0) console.warn(`  ${problems.length} remarks on hp.obo, first: ${problems[0]}`);
  return concepts;
}
