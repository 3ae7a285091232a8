import { textHash } from '../hash/text-hash.js';
import type { PairSide, PreferencePair } from './pairs.js';

/** What makes two pairs the same example: the same names for the same words in the same surroundings. */
export interface KeyedPair extends Pick<
  PreferencePair,
  'mentionText' | 'longForm' | 'contextBefore' | 'contextAfter'
> {
  readonly chosen: Pick<PairSide, 'name'>;
  readonly rejected: Pick<PairSide, 'name'>;
}

/**
 * Names a pair by what the model is shown of it, whatever decision it comes from: 16 hexadecimal digits, the same in
 * every browser. Two hashes of 32 bits, begun differently: one alone would give two of ten thousand pairs the same name
 * once in a hundred projects. Made once a pair, which never changes.
 */
export function pairKey(pair: KeyedPair): string {
  const known = keys.get(pair);
  if (known !== undefined) return known;
  const key = makeKey(pair);
  keys.set(pair, key);
  return key;
}

const keys = new WeakMap<KeyedPair, string>();

function makeKey(pair: KeyedPair): string {
  const { chosen, rejected, mentionText, longForm, contextBefore, contextAfter } = pair;
  const words = JSON.stringify([
    chosen.name,
    rejected.name,
    mentionText,
    longForm,
    contextBefore,
    contextAfter,
  ]);
  return [`a${words}`, `b${words}`].map((text) => textHash(text).toString(16).padStart(8, '0')).join('');
}
