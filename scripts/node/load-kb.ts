import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SeraphError } from '../../src/core/errors.js';
import { sha256 } from '../../src/core/hash/sha256.js';
import type { KnowledgeBase } from '../../src/core/kb/knowledge-base.js';
import { parseBiosyn } from '../../src/formats/biosyn.js';
import { parseKbFile } from '../../src/formats/kb-file.js';
import { parseKbIndex } from '../../src/formats/kb-index.js';

const FOLDER = 'public/kb';

/**
 * Opens a KB by file (Seraph's format or BioSyn text) or by the name of one in `public/kb/index.json`.
 * `say` is told when a name is answered by less than it asks for.
 */
export async function loadKb(nameOrFile: string, say: (line: string) => void): Promise<KnowledgeBase> {
  const file = await fileOf(nameOrFile, say);
  const bytes = await readFile(file);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return parseKbFile(bytes);
  const parsed = parseBiosyn(bytes.toString('utf8'), 'Disease');
  for (const { line, reason } of parsed.failed) say(`${file}:${line}: ${reason}`);
  return {
    hash: await sha256(bytes),
    concepts: parsed.concepts,
    info: {
      id: path.basename(file),
      title: path.basename(file),
      version: 'not stated',
      source: path.basename(file),
      licence: 'not stated',
      attribution: '',
      linkTemplate: '',
      conceptCount: parsed.concepts.length,
      nameCount: 0,
    },
  };
}

async function fileOf(nameOrFile: string, say: (line: string) => void): Promise<string> {
  if (/[./]/.test(nameOrFile)) return nameOrFile;
  const entries = parseKbIndex(await readFile(path.join(FOLDER, 'index.json'), 'utf8'));
  const exact = entries.find((entry) => entry.id === nameOrFile);
  if (exact) return path.join(FOLDER, exact.file);
  const starter = entries.find((entry) => entry.id === `${nameOrFile}-starter`);
  if (starter) {
    say(`There is no KB "${nameOrFile}" yet: "${starter.id}" (${starter.title}) is used in its place.`);
    return path.join(FOLDER, starter.file);
  }
  throw new SeraphError(
    'kb-missing',
    `There is no knowledge base "${nameOrFile}". Nothing was evaluated. ` +
      `Give a file, or one of: ${entries.map((entry) => entry.id).join(', ')}.`,
    { got: nameOrFile },
  );
}
