/** Keeps a trie in IndexedDB as the application does, and opens it; called by `open-in-browser.ts`. */
import { Continuations } from '../../../src/core/trie/continuations.js';
import { openTrie } from '../../../src/core/trie/open-trie.js';
import { openDatabase } from '../../../src/storage/database.js';
import { ShardStore } from '../../../src/storage/shard-store.js';

/** Milliseconds since the beginning. */
export interface OpenTimes {
  readonly read: number;
  readonly opened: number;
  readonly answered: number;
}

declare global {
  interface Window {
    storeTrie(address: string): Promise<void>;
    openStoredTrie(tokenizerHash: string): Promise<OpenTimes>;
  }
}

const KEY = 'bench:trie';

const shards = async (): Promise<ShardStore> => new ShardStore(await openDatabase());

window.storeTrie = async (address) => {
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
  await (await shards()).write(KEY, [{ name: 'trie', bytes }]);
};

window.openStoredTrie = async (tokenizerHash) => {
  const from = performance.now();
  const stored = await (await shards()).read(KEY);
  const read = performance.now() - from;
  const trie = openTrie(stored?.sections.get('trie') ?? new Uint8Array(), { tokenizerHash });
  const opened = performance.now() - from;
  const found = new Continuations();
  trie.expand(trie.root, found);
  trie.expand(found.stateAt(found.length >> 1), found);
  return { read, opened, answered: performance.now() - from };
};
