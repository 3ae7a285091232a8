import { SeraphError } from '../core/errors.js';
import type { Sha256 } from '../core/ids.js';
import type { FetchFile } from './fetch-file.js';
import type { FileCache } from './file-cache.js';
import type { KbSource } from './open-kb.js';

export interface KbAddresses {
  /** A KB file that `index.json` beside it lists. */
  readonly kbUrl: string;
  /** `tokenizer.json` of the model. */
  readonly tokenizerUrl: string;
}

type ParseIndex = (text: string) => readonly { readonly file: string; readonly sha256: Sha256 }[];

/** A knowledge base on a server. Its list and the tokenizer are kept, so that the next start needs no network. */
export function kbSource(
  { kbUrl, tokenizerUrl }: KbAddresses,
  cache: FileCache,
  fetchFile: FetchFile,
  parseIndex: ParseIndex,
  signal?: AbortSignal,
): KbSource {
  return {
    async expectedHash() {
      const index = await cache.newest(new URL('index.json', kbUrl).href, { signal });
      const name = new URL(kbUrl).pathname.split('/').pop();
      const entry = parseIndex(new TextDecoder().decode(index)).find(({ file }) => file === name);
      if (entry) return entry.sha256;
      throw new SeraphError(
        'kb-missing',
        `The list of knowledge bases does not name ${kbUrl}. Your documents and decisions are safe. Reload the page; if this stays, install Seraph again.`,
        { expected: name ?? kbUrl },
      );
    },
    tokenizer: () => cache.newest(tokenizerUrl, { signal }),
    file: ({ onProgress }) =>
      fetchFile(kbUrl, {
        signal,
        onBytes: (done, total) =>
          onProgress?.({ task: 'Fetching the knowledge base', done, total, unit: 'bytes' }),
      }),
  };
}
