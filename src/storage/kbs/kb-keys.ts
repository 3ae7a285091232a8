/** Keys of what is stored of knowledge bases. All but the incoming name their content. */
import type { Sha256 } from '../../core/ids.js';

/** What a knowledge base's file, and all that is made of it, is stored under. */
const KINDS = ['kb-file', 'kb-image', 'kb-trie', 'kb-search'] as const;
type Kind = (typeof KINDS)[number];

/** Files whose hash, and so whose key, is not known before their end. */
export const INCOMING = 'kb-incoming:';

/** The file as it came: of an import the only copy. */
export const fileKey = (kb: Sha256): string => keyOf('kb-file', kb);
export const imageKey = (kb: Sha256, version: number): string => keyOf('kb-image', kb, version);
export const trieKey = (kb: Sha256, version: number, tokenizer: Sha256): string =>
  keyOf('kb-trie', kb, version, tokenizer);
export const searchKey = (kb: Sha256, version: number): string => keyOf('kb-search', kb, version);

function keyOf(kind: Kind, kb: Sha256, ...details: readonly (string | number)[]): string {
  return [kind, kb, ...details].join(':');
}

/** The knowledge base that a key belongs to; null for a key of something else. */
export function kbOfKey(key: string): Sha256 | null {
  const [kind, kb] = key.split(':');
  return kb !== undefined && KINDS.some((known) => known === kind) ? (kb as Sha256) : null;
}
