/** Knowledge base files that are whole in memory, as tests and scripts have them; large ones go line by line. */
import { sha256 } from '../core/hash/sha256.js';
import { tablesOf } from '../core/kb/array-tables.js';
import type { Concept, KbDescription, KnowledgeBase } from '../core/kb/knowledge-base.js';
import { readKbFile } from './kb-file-reader.js';
import { createKbFileWriter } from './kb-file-writer.js';

/** Packs concepts, in the order given; counts are taken from them. The same input gives the same bytes. */
export function serialiseKbFile(
  description: KbDescription,
  concepts: readonly Concept[],
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const writer = createKbFileWriter(description, (bytes) => parts.push(bytes));
  for (const concept of concepts) writer.add(concept);
  writer.finish(tablesOf(concepts).names.nameCount);
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    file.set(part, end);
    end += part.length;
  }
  return file;
}

/**
 * Reads a KB file. `hash` is the SHA-256 of `bytes`.
 *
 * @throws {SeraphError} see `readKbFile`
 */
export async function parseKbFile(bytes: Uint8Array): Promise<KnowledgeBase> {
  const concepts: Concept[] = [];
  const ids = new Set<string>();
  const info = await readKbFile(onlyChunk(bytes), (concept) => {
    concepts.push(concept);
    return ids.size < ids.add(concept.id).size;
  });
  return { info, hash: await sha256(bytes), concepts };
}

async function* onlyChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
