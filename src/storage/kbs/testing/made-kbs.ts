/** Knowledge bases of the tests' own, on a server and as files to import. */
import { SeraphError } from '../../../core/errors.js';
import { sha256 } from '../../../core/hash/sha256.js';
import type { ConceptId, Sha256 } from '../../../core/ids.js';
import type { ImportChoice } from '../../../core/kb/import.js';
import {
  createConcept,
  exactSynonyms,
  type Concept,
  type KbDescription,
} from '../../../core/kb/knowledge-base.js';
import { createImportReport } from '../../../formats/kb-import/report.js';
import { serialiseKbFile } from '../../../formats/kb-file.js';
import { serialiseKbIndex } from '../../../formats/kb-index.js';
import type { FetchFile } from '../../fetch-file.js';
import type { KbImporting } from '../kb-formats.js';

export const LIBRARY_URL = 'https://seraph.test/kb/index.json';
export const TOKENIZER_URL = 'https://seraph.test/tokenizer.json';

export function description(id: string): KbDescription {
  return {
    id,
    title: `The ${id}`,
    version: '1',
    source: '',
    licence: '',
    attribution: '',
    linkTemplate: '',
  };
}

/** `count` diseases, each with a synonym and the one before it as its parent. */
export function madeConcepts(count: number, prefix = 'X'): readonly Concept[] {
  return Array.from({ length: count }, (_, index) =>
    createConcept({
      id: `${prefix}${index}` as ConceptId,
      name: `Sample disease ${prefix} ${index}`,
      synonyms: exactSynonyms([`Disease, Sample ${prefix} ${index}`], ''),
      group: 'Disease',
      parents: index === 0 ? [] : [`${prefix}${index - 1}` as ConceptId],
    }),
  );
}

/** A server with one knowledge base; `files` are what it has. */
export async function madeServer(concepts: readonly Concept[], tokenizer: Uint8Array<ArrayBuffer>) {
  const file = serialiseKbFile(description('start'), concepts);
  const hash = await sha256(file);
  const list = serialiseKbIndex([
    {
      file: 'start.kb.gz',
      bytes: file.length,
      sha256: hash,
      ...description('start'),
      groups: { Disease: concepts.length },
      conceptCount: concepts.length,
      nameCount: 2 * concepts.length,
    },
  ]);
  const url = new URL('start.kb.gz', LIBRARY_URL).href;
  const files = new Map<string, Uint8Array<ArrayBuffer>>([
    [LIBRARY_URL, new TextEncoder().encode(list)],
    [TOKENIZER_URL, tokenizer],
    [url, file],
  ]);
  const fetched: string[] = [];
  const fetchFile: FetchFile = (asked) => {
    fetched.push(asked);
    const found = files.get(asked);
    return found
      ? Promise.resolve(found)
      : Promise.reject(new SeraphError('network', 'No network. What you saved is safe. Try again.'));
  };
  return { hash, url, files, fetched, fetchFile };
}

export function choiceOf(id: string): ImportChoice {
  return { format: 'made', description: description(id), filters: {}, mapping: null, group: 'Disease' };
}

/** Reads these concepts, whatever the files. */
export function importingOf(
  concepts: Iterable<Concept>,
  atEach: (index: number) => void = () => undefined,
): KbImporting {
  return {
    preview: () => Promise.reject(new Error('Nothing is previewed here.')),
    read: () =>
      Promise.resolve(
        (async function* () {
          let index = 0;
          for (const concept of concepts) {
            atEach(index++);
            yield await Promise.resolve(concept);
          }
        })(),
      ),
    remarks: createImportReport,
  };
}

export const NO_HASH = '0'.repeat(64) as Sha256;
