/** What a session needs to link with the committed tiny model: its files, and a knowledge base of six diseases. */
import { SeraphError } from '../../core/errors.js';
import type { ConceptId, Sha256 } from '../../core/ids.js';
import { tablesOf } from '../../core/kb/array-tables.js';
import { createConcept, exactSynonyms } from '../../core/kb/knowledge-base.js';
import type { KbTables } from '../../core/kb/tables.js';
import { buildNameTrie, nameLayoutOf } from '../../core/link/name-trie.js';
import { startingProject } from '../../core/project/scopes.js';
import { parseTokenizer } from '../../core/tokenizer/parse-tokenizer.js';
import { encodeTrie } from '../../core/trie/encode-trie.js';
import { openTrie } from '../../core/trie/open-trie.js';
import type { ReadKb, SessionParts } from '../session.js';
import { goldenFolder } from './golden-folder.js';
import { convertInMemory } from './hugging-face.js';

export const kbHash = 'a'.repeat(64) as Sha256;
export const tables = tablesOf(
  ['Acid fever', 'Base fever', 'Cold', 'Dry cold', 'Eel pox', 'Fox pox'].map((name, index) =>
    createConcept({
      id: `X${index}` as ConceptId,
      name,
      synonyms: exactSynonyms([`${name} syndrome`], name),
      group: 'Disease',
      aliases: [`OLD${index}` as ConceptId],
    }),
  ),
);
export const text = 'She had a dry cold and then acid fever.';
export const wholeProject = startingProject(kbHash);

export type TinyFiles = ReadonlyMap<string, Uint8Array>;

export function tinyFiles(): Promise<TinyFiles> {
  return convertInMemory(goldenFolder('tiny-beam'), { dtype: 'f32' });
}

/** Reads knowledge bases from memory, as they would come from storage. */
export function tinyReader(files: TinyFiles, kbs: ReadonlyMap<Sha256, KbTables>): SessionParts['readKb'] {
  return ({ kbHash: hash, tokenizerHash }): Promise<ReadKb> => {
    const found = kbs.get(hash);
    if (!found) return Promise.reject(new SeraphError('kb-missing', 'Not there. Safe. Install it.'));
    const tokenizer = parseTokenizer(files.get('tokenizer.json') ?? new Uint8Array());
    const bytes = encodeTrie(buildNameTrie(found.names, tokenizer, nameLayoutOf(tokenizer)), tokenizerHash);
    return Promise.resolve({
      kb: { ...found, hash, info: { id: 'tiny' } },
      trie: openTrie(bytes, { tokenizerHash }),
    });
  };
}
