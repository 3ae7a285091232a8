/** Keys of what is stored of knowledge bases. All but the incoming name their content. */
import type { Sha256 } from '../../core/ids.js';

/** What a knowledge base's file, and all that is made of it, is stored under. */
const KINDS = ['kb-file', 'kb-image', 'kb-trie', 'kb-search'] as const;

/** Of every key here. */
export const KB_PREFIX = 'kb-';

/** Files whose hash, and so whose key, is not known before their end. */
export const INCOMING = 'kb-incoming:';

/** The file as it came: of an import the only copy. */
export const fileKey = (kb: Sha256): string => `kb-file:${kb}`;
export const imageKey = (kb: Sha256): string => `kb-image:${kb}`;
export const trieKey = (kb: Sha256, tokenizer: Sha256): string => `kb-trie:${kb}:${tokenizer}`;
export const searchKey = (kb: Sha256): string => `kb-search:${kb}`;

/** The knowledge base that a key belongs to; null for a key of something else. */
export function kbOfKey(key: string): Sha256 | null {
  const [kind, kb] = key.split(':');
  return kb !== undefined && KINDS.some((known) => known === kind) ? (kb as Sha256) : null;
}
