import { SeraphError } from '../../core/errors.js';
import type { Sha256 } from '../../core/ids.js';
import { openImage, type KbImage } from '../../core/kb/image/open-image.js';
import type { FrozenTrie } from '../../core/trie/frozen-trie.js';
import { openTrie } from '../../core/trie/open-trie.js';
import type { ShardStore } from '../shard-store.js';
import { imageKey, trieKey } from './kb-keys.js';
import { readKept, type KeptBytes } from './kb-vault.js';

/** A knowledge base for one model. */
export interface WantedKb {
  readonly kbHash: Sha256;
  readonly tokenizerHash: Sha256;
  /** What was put before each name when it was tokenised (`InputLayout.namePrefix`). */
  readonly namePrefix: string;
}

/**
 * For the model's worker: a knowledge base and its trie from storage, else from the worker that prepared them.
 *
 * @param ask asks that worker, which holds what storage did not take
 * @throws {SeraphError} `kb-missing` when neither has them, `model-incompatible` when they were made for another layout
 */
export async function readKbForModel(
  shards: ShardStore | null,
  { kbHash, tokenizerHash, namePrefix }: WantedKb,
  ask: (key: string) => Promise<KeptBytes | null>,
): Promise<{ readonly kb: KbImage; readonly trie: FrozenTrie }> {
  const image = await obtain(shards, imageKey(kbHash), ask);
  const trie = await obtain(shards, trieKey(kbHash, tokenizerHash), ask);
  const expected = JSON.stringify(namePrefix);
  const got = JSON.stringify(trie.meta.namePrefix ?? null);
  if (got !== expected) {
    throw new SeraphError(
      'model-incompatible',
      'The knowledge base was prepared for another model. Your documents and decisions are safe. Reload the page to prepare it again; if this stays, the tokenizer and the model do not belong together.',
      { expected, got },
    );
  }
  return { kb: openImage(image.bytes), trie: openTrie(trie.bytes, { tokenizerHash }) };
}

async function obtain(
  shards: ShardStore | null,
  key: string,
  ask: (key: string) => Promise<KeptBytes | null>,
): Promise<KeptBytes> {
  const kept = (await readOrNothing(shards, key)) ?? (await ask(key));
  if (kept) return kept;
  throw new SeraphError(
    'kb-missing',
    'The knowledge base is not ready for this model. Your documents and decisions are safe. Reload the page to prepare it again.',
    { expected: key, got: null },
  );
}

/** What storage cannot give may still be had from the other worker. */
async function readOrNothing(shards: ShardStore | null, key: string): Promise<KeptBytes | null> {
  try {
    return shards && (await readKept(shards, key));
  } catch (error) {
    if (error instanceof SeraphError && (error.kind === 'bad-hash' || error.kind.startsWith('storage-'))) {
      return null;
    }
    throw error;
  }
}
