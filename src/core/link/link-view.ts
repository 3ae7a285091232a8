import { isGivenUp } from '../kb/given-up-names.js';
import type { KbTables } from '../kb/tables.js';
import type { LoadedKb } from '../kb/view/loaded-kb.js';
import { createKbView, type KbView } from '../kb/view/view.js';
import { NO_OVERLAY, wholeKb } from '../project/scopes.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import { bitWords, setBit } from '../trie/bits.js';
import { encodeTrie } from '../trie/encode-trie.js';
import type { FrozenTrie } from '../trie/frozen-trie.js';
import { maskTrie } from '../trie/mask-trie.js';
import { openTrie } from '../trie/open-trie.js';
import type { Trie } from '../trie/trie.js';
import { unionTrie } from '../trie/union-trie.js';
import { buildNameTrie } from './name-trie.js';
import type { NameLayout } from './source.js';

/** All that the linker reads of the knowledge bases for a type of mention. */
export interface LinkView extends KbView {
  /** The names that may be generated, numbered as in the view. */
  readonly trie: Trie;
}

/**
 * Puts the tries of a view's parts together: masked where names are not offered, united where there are several. The
 * trie of a single whole knowledge base stays as it is.
 *
 * @param tries one for each part of the view, name n of the trie being name n of the part
 * @param build makes the trie of the few names that were added
 */
export function createLinkView(
  view: KbView,
  tries: readonly FrozenTrie[],
  build: (added: KbTables) => FrozenTrie,
): LinkView {
  const added = view.additions ? [build(view.additions.tables)] : [];
  const parts = [...tries, ...added].map((trie, part) => ({
    trie: offeredOnly(view, part, trie),
    firstName: view.firstNames[part] ?? 0,
  }));
  return { ...view, trie: unionTrie(parts) };
}

/** A single whole knowledge base with its trie. */
export function wholeKbView(kb: LoadedKb, trie: Trie): LinkView {
  return { ...createKbView([{ kb, use: wholeKb(kb.hash) }], NO_OVERLAY), trie };
}

function offeredOnly(view: KbView, part: number, trie: FrozenTrie): Trie {
  const first = view.firstNames[part] ?? 0;
  const end = view.firstNames[part + 1] ?? view.names.nameCount;
  const isOffered = (name: number) => view.names.conceptsOf(name).some((owner) => view.offers(name, owner));
  if (!view.isPartWhole(part)) return maskTrie(trie, bitsWhere(first, end, isOffered));
  const gone = new Set(
    [...view.blockedNames].filter((name) => name >= first && name < end && !isOffered(name)),
  );
  return gone.size === 0
    ? trie
    : maskTrie(
        trie,
        bitsWhere(first, end, (name) => !gone.has(name)),
      );
}

/** Bit n: `holds(first + n)`, for the numbers from `first` and below `end`. */
function bitsWhere(first: number, end: number, holds: (number: number) => boolean): Uint32Array {
  const bits = bitWords(end - first);
  for (let number = first; number < end; number++) if (holds(number)) setBit(bits, number - first);
  return bits;
}

/** The trie over the names of a knowledge base, for those so small that it is made when it is needed. */
export function nameTrieOf(tables: KbTables, tokenizer: Tokenizer, layout: NameLayout): FrozenTrie {
  const build = buildNameTrie(tables.names, tokenizer, layout, {
    leaveOut: (name) => isGivenUp(tables, name),
  });
  return openTrie(encodeTrie(build, MADE_HERE), { tokenizerHash: MADE_HERE });
}

const MADE_HERE = 'made here';
