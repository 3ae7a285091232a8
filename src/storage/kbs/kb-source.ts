import { SeraphError } from '../../core/errors.js';
import { sha256 } from '../../core/hash/sha256.js';
import type { Sha256 } from '../../core/ids.js';
import type { OfferedKb } from '../../core/kb/offered.js';
import type { Watch } from '../../core/progress.js';
import type { FetchFile } from '../fetch-file.js';
import type { FileCache } from '../file-cache.js';
import type { KbFormats } from './kb-formats.js';

/** Knowledge bases on a server: a list, and the files that it names. */
export class KbSource {
  /** @param openCache keeps lists and tokenizers, so that the next start needs no network */
  constructor(
    private readonly openCache: () => Promise<FileCache>,
    private readonly fetchFile: FetchFile,
    private readonly formats: Pick<KbFormats, 'parseList'>,
  ) {}

  /** @throws {SeraphError} `network`, `bad-format` */
  async offered(libraryUrl: string, signal?: AbortSignal): Promise<readonly OfferedKb[]> {
    const cache = await this.openCache();
    const list = await cache.newest(libraryUrl, { signal });
    return this.formats.parseList(new TextDecoder().decode(list)).map(({ file, sha256: hash, ...entry }) => ({
      ...entry,
      hash,
      url: new URL(file, libraryUrl).href,
    }));
  }

  /** @throws {SeraphError} `network`, `bad-hash`, `aborted` */
  async fetch(
    { url, hash, title, bytes }: OfferedKb,
    { onProgress }: Watch,
    signal?: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const file = await this.fetchFile(url, {
      signal,
      onBytes: (done, total) =>
        onProgress?.({
          task: `Fetching ${title}`,
          phase: 'Fetching',
          done,
          total: total || bytes,
          unit: 'bytes',
        }),
    });
    await check(file, hash);
    return file;
  }

  /** A model's `tokenizer.json`. @throws {SeraphError} `network` */
  async tokenizer(url: string, signal?: AbortSignal): Promise<Uint8Array> {
    return (await this.openCache()).newest(url, { signal });
  }
}

async function check(file: Uint8Array, expected: Sha256): Promise<void> {
  const got = await sha256(file);
  if (got === expected) return;
  throw new SeraphError(
    'bad-hash',
    'The knowledge base file is not the one that its list names: it is damaged or of another version. Your documents and decisions are safe, and the file was not used. Reload the page; if this stays, install Seraph again.',
    { expected, got },
  );
}
