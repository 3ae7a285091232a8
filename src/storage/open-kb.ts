import { SeraphError } from '../core/errors.js';
import { sha256 } from '../core/hash/sha256.js';
import type { Sha256 } from '../core/ids.js';
import type { KbFiles, KbInfo, KnowledgeBase } from '../core/kb/knowledge-base.js';
import { tablesOf } from '../core/kb/array-tables.js';
import type { KbTables, NameTable } from '../core/kb/tables.js';
import { nameLayoutOf, nameTrieSteps } from '../core/link/name-trie.js';
import type { Watch } from '../core/progress.js';
import { parseTokenizer } from '../core/tokenizer/parse-tokenizer.js';
import { encodeTrie } from '../core/trie/encode-trie.js';
import { openTrie } from '../core/trie/open-trie.js';
import { readKbFiles, writeKbFiles } from './kb-store.js';
import type { ShardStore } from './shard-store.js';

/** Where a knowledge base and the tokenizer for its names come from. */
export interface KbSource {
  /** The hash that the KB file must have. */
  expectedHash(): Promise<Sha256>;
  /** `tokenizer.json` of the model. */
  tokenizer(): Promise<Uint8Array>;
  file(watch: Watch): Promise<Uint8Array<ArrayBuffer>>;
}

/** The KB file format, which storage does not know. */
export interface KbFormat {
  parse(bytes: Uint8Array): Promise<KnowledgeBase>;
  checkNameCount(info: KbInfo, names: NameTable): void;
}

export interface OpenKb {
  readonly kb: Pick<KnowledgeBase, 'info' | 'hash'>;
  readonly tables: KbTables;
  /** False when everything came ready from storage. */
  readonly built: boolean;
  /** Something the curator should know, or null. */
  readonly notice: string | null;
  /** What storage did not take, for handing over to the model's worker; null when it is stored. */
  readonly unstored: KbFiles | null;
}

/**
 * Opens a knowledge base: from storage when it is there whole, else from its source, tokenising every name once and
 * keeping the trie for the next start. Damage in storage is said and repaired; refused storage is said and done without.
 *
 * @param openShards opens the storage
 * @throws {SeraphError} `network`, `bad-hash` and `bad-format` for the KB's own file, `aborted`
 */
export async function openKb(
  source: KbSource,
  format: KbFormat,
  openShards: () => Promise<ShardStore>,
  watch: Watch = {},
): Promise<OpenKb> {
  const kbHash = await source.expectedHash();
  const tokenizerBytes = await source.tokenizer();
  const tokenizerHash = await sha256(tokenizerBytes);
  const notices: string[] = [];
  /** Storage that fails is left out and named once; other errors are not hidden. */
  const trying = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SeraphError)) throw error;
      const notice = noticeOf(error);
      if (notice === undefined) throw error;
      notices.push(notice);
      return null;
    }
  };

  const shards = await trying(openShards);
  const stored = shards && (await trying(() => readStored(shards, format, kbHash, tokenizerHash)));
  if (stored) return { ...stored, built: false, notice: null, unstored: null };

  const file = await checked(await source.file(watch), kbHash);
  const kb = await format.parse(file);
  const tables = tablesOf(kb.concepts);
  format.checkNameCount(kb.info, tables.names);
  const tokenizer = parseTokenizer(tokenizerBytes);
  const layout = nameLayoutOf(tokenizer);
  const steps = nameTrieSteps(tables.names, tokenizer, layout, watch);
  const trie = encodeTrie(await lastOf(steps, watch), tokenizerHash);
  const files: KbFiles = { kbHash, tokenizerHash, namePrefix: layout.namePrefix, file, trie };
  const kept = shards && (await trying(() => writeKbFiles(shards, files).then(() => true)));
  return { kb, tables, built: true, notice: notices.join(' ') || null, unstored: kept ? null : files };
}

async function readStored(
  shards: ShardStore,
  format: KbFormat,
  kbHash: Sha256,
  tokenizerHash: Sha256,
): Promise<Pick<OpenKb, 'kb' | 'tables'> | null> {
  const files = await readKbFiles(shards, kbHash, tokenizerHash);
  if (!files) return null;
  const { nameCount, omittedCount } = openTrie(files.trie, { tokenizerHash });
  const kb = await format.parse(files.file);
  const tables = tablesOf(kb.concepts);
  // The trie's numbers are positions in this very table.
  return kb.hash === kbHash && nameCount + omittedCount === tables.names.nameCount ? { kb, tables } : null;
}

async function checked(file: Uint8Array<ArrayBuffer>, expected: Sha256): Promise<Uint8Array<ArrayBuffer>> {
  const got = await sha256(file);
  if (got === expected) return file;
  throw new SeraphError(
    'bad-hash',
    'The knowledge base file is not the one that its list names: it is damaged or of another version. Your documents and decisions are safe, and the file was not used. Reload the page; if this stays, install Seraph again.',
    { expected, got },
  );
}

/** Takes every step, with a look at the event loop after each. */
async function lastOf<T>(steps: Generator<undefined, T, undefined>, { signal }: Watch): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await new Promise((resolve) => setTimeout(resolve));
    if (signal?.aborted) {
      throw new SeraphError(
        'aborted',
        'Building the knowledge base was cancelled. Your documents and decisions are safe. Open it again when needed.',
      );
    }
  }
}

function noticeOf(error: SeraphError): string | undefined {
  switch (error.kind) {
    case 'bad-hash':
    case 'bad-format':
    case 'bad-version':
      return 'The stored knowledge base was damaged or of an older version. It was built again; nothing of yours was touched.';
    case 'storage-full':
      return "This browser's storage is full, so the knowledge base is built anew at each start. Everything works. Free some space to make starting faster.";
    case 'storage-unavailable':
      return 'This browser refuses storage, so the knowledge base is built anew at each start. Everything else works. Allow site data to make starting faster.';
    default:
      return undefined;
  }
}
