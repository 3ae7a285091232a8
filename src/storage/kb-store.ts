import { SeraphError } from '../core/errors.js';
import type { Sha256 } from '../core/ids.js';
import type { KbFiles } from '../core/kb/knowledge-base.js';
import type { ShardStore } from './shard-store.js';

/** @throws {SeraphError} `storage-full`, `storage-unavailable` */
export async function writeKbFiles(shards: ShardStore, files: KbFiles): Promise<void> {
  const key = keyOf(files.kbHash, files.tokenizerHash);
  const sections = [
    { name: 'file', bytes: files.file },
    { name: 'trie', bytes: files.trie },
  ];
  await shards.write(key, sections, { namePrefix: files.namePrefix });
  // One knowledge base is in use at a time; what an earlier one left only takes space.
  await shards.prune('kb:', new Set([key]));
}

/**
 * The files of this KB for this tokenizer, or undefined when they were never written whole.
 *
 * @throws {SeraphError} `bad-hash` when a shard is damaged, `storage-unavailable`
 */
export async function readKbFiles(
  shards: ShardStore,
  kbHash: Sha256,
  tokenizerHash: Sha256,
): Promise<KbFiles | undefined> {
  const group = await shards.read(keyOf(kbHash, tokenizerHash));
  const file = group?.sections.get('file');
  const trie = group?.sections.get('trie');
  const namePrefix = group?.meta.namePrefix;
  if (!file || !trie || typeof namePrefix !== 'string') return undefined;
  return { kbHash, tokenizerHash, namePrefix, file, trie };
}

/**
 * For the model's worker: the files from storage, else from the KB's worker.
 *
 * @param ask asks the KB's worker, which holds them when storage was refused
 * @throws {SeraphError} `kb-missing` when neither has them, `model-incompatible` when they were made for another layout
 */
export async function obtainKbFiles(
  shards: ShardStore | null,
  wanted: Pick<KbFiles, 'kbHash' | 'tokenizerHash' | 'namePrefix'>,
  ask: (kbHash: Sha256) => Promise<KbFiles | null>,
): Promise<KbFiles> {
  const { kbHash, tokenizerHash, namePrefix } = wanted;
  const files = (await readOrNothing(shards, kbHash, tokenizerHash)) ?? (await ask(kbHash));
  if (!files) {
    throw new SeraphError(
      'kb-missing',
      'The knowledge base is not ready for this model. Your documents and decisions are safe. Reload the page to build it again.',
      { kbHash, tokenizerHash },
    );
  }
  if (files.tokenizerHash !== tokenizerHash || files.namePrefix !== namePrefix) {
    throw new SeraphError(
      'model-incompatible',
      'The knowledge base was prepared for another model. Your documents and decisions are safe. Reload the page to prepare it again; if this stays, the tokenizer and the model do not belong together.',
      { expected: tokenizerHash, got: files.tokenizerHash },
    );
  }
  return files;
}

/** What storage cannot give may still be had from the KB's worker. */
async function readOrNothing(
  shards: ShardStore | null,
  kbHash: Sha256,
  tokenizerHash: Sha256,
): Promise<KbFiles | undefined> {
  try {
    return shards ? await readKbFiles(shards, kbHash, tokenizerHash) : undefined;
  } catch (error) {
    if (error instanceof SeraphError && (error.kind === 'bad-hash' || error.kind.startsWith('storage-'))) {
      return undefined;
    }
    throw error;
  }
}

function keyOf(kbHash: Sha256, tokenizerHash: Sha256): string {
  return `kb:${kbHash}:${tokenizerHash}`;
}
